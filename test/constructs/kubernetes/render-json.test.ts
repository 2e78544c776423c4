import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { Json } from "../../../src/constructs/kubernetes/json";
import { renderJson } from "../../../src/constructs/kubernetes/render-json";
import { type Construct, TerraformOutput } from "../../../src/framework/terraform";
import { synthesizeConstruct } from "../synthesize-construct";

/** The text as it appears in Terraform's JSON. */
function synthesized(value: (scope: Construct) => Json): string {
  const { text } = synthesizeConstruct((scope) => {
    new TerraformOutput(scope, "text", { value: renderJson(value(scope)) });
  });
  return JSON.parse(text).output.text.value;
}

test("keys are sorted, so that a plan only changes with the content", () => {
  expect(renderJson({ b: 1, a: { d: null, c: [true, "x"] } })).toBe('{"a":{"c":[true,"x"],"d":null},"b":1}');
});

test("undefined values are omitted", () => {
  expect(renderJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test("a literal dollar and brace is not a Terraform expression", () => {
  expect(renderJson({ query: "${datasource} %{if}" })).toBe('{"query":"$${datasource} %%{if}"}');
});

test("values known only to Terraform are encoded by Terraform, with quotes and line breaks", () => {
  const text = synthesized((scope) => ({ key: new KmsKey(scope, "k").arn }));
  expect(text).toMatch(/^\{"key":\$\{jsonencode\(aws_kms_key\.\w+\.arn\)\}\}$/);
});

test("inside a longer string, including quotes, a value is inserted unchanged", () => {
  const text = synthesized((scope) => ({ patch: `{"host":"${new KmsKey(scope, "k").arn}"} \${ours}` }));
  expect(text).toMatch(/^\{"patch":"\{\\"host\\":\\"\$\{aws_kms_key\.\w+\.arn\}\\"\} \$\$\{ours\}"\}$/);
});
