import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { Json } from "../../../src/constructs/kubernetes/json";
import { renderJson } from "../../../src/constructs/kubernetes/render-json";
import { type Construct, TerraformOutput } from "../../../src/framework/terraform";
import { synthesizeConstruct } from "../synthesize-construct";

/** The text as it stands in Terraform's JSON. */
function synthesized(value: (scope: Construct) => Json): string {
  const { text } = synthesizeConstruct((scope) => {
    new TerraformOutput(scope, "text", { value: renderJson(value(scope)) });
  });
  return JSON.parse(text).output.text.value;
}

test("keys are sorted, so that a plan changes with the content alone", () => {
  expect(renderJson({ b: 1, a: { d: null, c: [true, "x"] } })).toBe('{"a":{"c":[true,"x"],"d":null},"b":1}');
});

test("what is undefined is left out", () => {
  expect(renderJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test("a dollar and a brace of ours are no expression of Terraform's", () => {
  expect(renderJson({ query: "${datasource} %{if}" })).toBe('{"query":"$${datasource} %%{if}"}');
});

test("what only Terraform knows is encoded by Terraform, with its quotes and line ends", () => {
  const text = synthesized((scope) => ({ key: new KmsKey(scope, "k").arn }));
  expect(text).toMatch(/^\{"key":\$\{jsonencode\(aws_kms_key\.\w+\.arn\)\}\}$/);
});

test("inside a longer text, quotes and all, it is put as it is", () => {
  const text = synthesized((scope) => ({ patch: `{"host":"${new KmsKey(scope, "k").arn}"} \${ours}` }));
  expect(text).toMatch(/^\{"patch":"\{\\"host\\":\\"\$\{aws_kms_key\.\w+\.arn\}\\"\} \$\$\{ours\}"\}$/);
});
