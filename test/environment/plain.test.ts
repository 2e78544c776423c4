import { changed, problemAt, problemsOf } from "./problems-of";
import { awsEnvironment } from "./valid-environments";

const PLAIN = "plain data: strings, numbers, true, false, lists and blocks";

test.each<[what: string, input: unknown, found: string]>([
  ["nothing", undefined, "nothing"],
  ["null", null, "null"],
  ["a text", "aws-dev", '"aws-dev"'],
  ["an empty text", "", "an empty text"],
  ["a number", 42, "42"],
  ["a list", [awsEnvironment()], "a list of 1"],
  ["a function", () => awsEnvironment(), "a function"],
  ["a symbol", Symbol("dev"), "a symbol"],
  ["a big integer", 10n, "10"],
])("a file that exports %s is reported with the expected export", (_, input, found) => {
  expect(problemsOf([input])).toEqual([
    {
      source: "0.ts",
      path: "",
      found,
      expected: "a block { … }",
      remedy: "Export an environment: export default defineEnvironment({ … }).",
    },
  ]);
});

test("an environment that contains itself is rejected at that path", () => {
  const input: Record<string, unknown> = { ...awsEnvironment() };
  input.nodePools = { gpu: input };
  expect(problemAt("nodePools.gpu", input)).toMatchObject({ found: "a value that contains itself", expected: PLAIN });
});

test("a block that is used twice is not a cycle", () => {
  const pool = { min: 1, max: 2 };
  expect(problemsOf([awsEnvironment({ nodePools: { system: pool, general: pool } })])).toEqual([]);
});

test("a property that throws is rejected at its path, and its message is not shown", () => {
  const input = {
    ...awsEnvironment(),
    get budget(): never {
      throw new Error("the password is hunter2");
    },
  };
  expect(problemAt("budget", input)).toMatchObject({ found: "a value that throws when it is read", expected: PLAIN });
  expect(JSON.stringify(problemsOf([input]))).not.toContain("hunter2");
});

test("a proxy that throws on every access is rejected", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(problemAt("", proxy)).toMatchObject({ found: "a value that throws when it is read" });
  expect(problemAt("network", changed(awsEnvironment(), "network", proxy))).toMatchObject({ expected: PLAIN });
});

test.each<[what: string, value: unknown]>([
  ["a date", new Date(0)],
  ["a map", new Map()],
  ["an instance of a class", new (class Pools {})()],
])("%s is not a block", (_, value) => {
  expect(problemAt("usage", changed(awsEnvironment(), "usage", value))).toMatchObject({
    found: "an instance of a class",
    expected: PLAIN,
    remedy: "Replace it with a plain value.",
  });
});

test("a block without a prototype is a block", () => {
  expect(problemsOf([Object.assign(Object.create(null), awsEnvironment())])).toEqual([]);
});

test("very deep and very long values are rejected", () => {
  const deep = Array.from({ length: 5000 }).reduce<unknown>((inner) => ({ inner }), {});
  expect(problemsOf([changed(awsEnvironment(), "usage", deep)]).map(({ found }) => found)).toContain(
    "blocks nested more than 10 deep",
  );
  expect(problemAt("waivers", changed(awsEnvironment(), "waivers", new Array(2 ** 31)))).toMatchObject({
    found: "a list of more than 1000",
  });
});
