import fc from "fast-check";
import { recordedPlan } from "../review/model/recorded-plan";
import { runCliWith } from "./run-cli";

const code = {
  terraform: { backend: { s3: { bucket: "b" } } },
  provider: { aws: [{ region: "us-east-1" }], google: [{ region: "us-central1" }] },
  resource: {
    aws_db_instance: { d: { instance_class: "db.t4g.medium", engine: "postgres", allocated_storage: 20 } },
    aws_s3_bucket: { b: { bucket: "b" } },
    aws_iam_policy: { p: { policy: '{"Statement":[{"Action":"*","Resource":"*"}]}' } },
    google_container_node_pool: { n: { node_config: [{ machine_type: "e2-medium" }] } },
    helm_release: { h: { values: ['{"manifests":[{"kind":"Pod","metadata":{"name":"p"}}]}'] } },
  },
};

/** The document with one value replaced. */
function changedAt(document: unknown, choices: readonly number[], value: unknown): unknown {
  const [choice, ...rest] = choices;
  if (choice === undefined || typeof document !== "object" || document === null) return value;
  const entries = Object.entries(document);
  if (entries.length === 0) return value;
  const at = choice % entries.length;
  const changed = entries.map(
    ([key, item], index) => [key, index === at ? changedAt(item, rest, value) : item] as const,
  );
  return Array.isArray(document) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

const documents: readonly (readonly [string, unknown])[] = [
  ["a plan", recordedPlan("create")],
  ["code", code],
];

test.each(documents)("%s that is truncated anywhere exits with 2 and the position", (_, document) => {
  const text = JSON.stringify(document);
  fc.assert(
    fc.property(fc.nat(text.length - 1), (length) => {
      const { status, output, errors } = runCliWith(text.slice(0, length), "review", "-");
      expect({ status, output }).toEqual({ status: 2, output: "" });
      expect(errors).toMatch(
        length === 0 ? /an empty file/ : /standard input:1:\d+\n {2}found: {4}the end of the file/,
      );
    }),
  );
});

const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom({ toString: 1 }, { valueOf: null, toString: null }, [[]], -1e308, "${", "\u0000"),
);

test.each(documents)("%s with a wrong value anywhere never passes, and never crashes", (_, document) => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 9 }), odd, (path, value) => {
      const { status, errors } = runCliWith(JSON.stringify(changedAt(document, path, value)), "review", "-");
      expect(status === 1 ? errors : `${status}`).toBe(status === 1 ? "" : "2");
    }),
    { numRuns: 150 },
  );
});

test("random bytes do not crash it", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      expect(runCliWith(bytes, "review", "-").status).toBe(2);
    }),
  );
});
