import { helmValues } from "../../../src/review/model";

test("later texts override earlier ones, YAML or JSON; null removes, lists are replaced", () => {
  const { values, unread } = helmValues({
    body: { values: ["a: {b: 1, c: 2}\nlist: [1, 2]\ngone: x", '{"a":{"b":3},"list":[4],"gone":null}'] },
  });
  expect(values).toEqual({ a: { b: 3, c: 2 }, list: [4] });
  expect(unread).toEqual([]);
});

test("set overrides the texts, in Helm's notation of paths and types", () => {
  const set = [
    { name: "replicas", value: "2" },
    { name: "tag", value: "2", type: "string" },
    { name: "enabled", value: "true" },
    { name: "annotations.example\\.com/name", value: "x" },
    { name: "hosts[1].name", value: "b" },
    { name: "list", value: "{a,b}" },
  ];
  const body = { values: ["hosts: [{name: a}]"], set, set_list: [{ name: "zones", value: ["a", "b"] }] };
  expect(helmValues({ body }).values).toEqual({
    hosts: [{ name: "a" }, { name: "b" }],
    replicas: 2,
    tag: "2",
    enabled: true,
    annotations: { "example.com/name": "x" },
    list: ["a", "b"],
    zones: ["a", "b"],
  });
});

test("a sensitive value is known to exist, but not its content", () => {
  const { values } = helmValues({ body: { set_sensitive: [{ name: "auth.password", value: "hunter2" }] } });
  expect(JSON.stringify(values)).not.toContain("hunter2");
  expect(values).toEqual({ auth: { password: expect.stringMatching(/^\$\{/) } });
});

test("unknown values stay expressions, alone, in a text and in YAML", () => {
  const body = {
    values: ['{"key":${jsonencode(a_b.c.arn)},"host":"${a_b.c.name}.example.com"}', "port: ${a_b.c.port}"],
  };
  expect(helmValues({ body }).values).toEqual({
    key: "${jsonencode(a_b.c.arn)}",
    host: "${a_b.c.name}.example.com",
    port: "${a_b.c.port}",
  });
});

test("an escaped Terraform expression is text", () => {
  expect(helmValues({ body: { values: ['{"a":"$${b}"}'] } })).toEqual({ values: { a: "$${b}" }, unread: [] });
});

test("an unreadable text is listed, so that a missing value doesn't count as absent", () => {
  const text = '${file("values.yaml")}';
  expect(helmValues({ body: { values: [text, "a: 1"] } })).toEqual({ values: { a: 1 }, unread: [text] });
  expect(helmValues({ body: { set: [{ name: "${var.name}", value: "x" }] } }).unread).toEqual(["x"]);
});

test("keys with JavaScript property names are ordinary keys", () => {
  const { values } = helmValues({ body: { values: ['{"__proto__":{"polluted":true},"constructor":{"a":1}}'] } });
  expect(JSON.stringify(values)).toBe('{"__proto__":{"polluted":true},"constructor":{"a":1}}');
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});
