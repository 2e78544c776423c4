import { findSecretTexts, looksRandom } from "../../../src/review/guardrails/secret-text";
import { CREDENTIALS } from "../../facts/credentials";
import { failures, judge, only } from "./judge";

const RULE = "no-plain-text-secret";
// Assembled here, so that no scanner of this repository takes them for real ones.
const AWS_KEY = ["AKIA", "Q3EGRZ2N", "7JXKPLMO"].join("");
const GITHUB_TOKEN = `ghp_${"a1B2c3".repeat(6)}`;
const HUGGING_FACE_TOKEN = `hf_${"aBcDeFgHiJ".repeat(3)}kLmN`;
const PRIVATE_KEY = ["-----BEGIN RSA", "PRIVATE KEY-----\nMIIE"].join(" ");

describe("secrets that are found", () => {
  test.each([
    ["an environment variable", { environment: { variables: { DB_PASSWORD: "hunter2" } } }],
    ["camel case", { settings: { adminPassword: "hunter2" } }],
    ["a pair of name and value", { env: [{ name: "MLFLOW_TRACKING_PASSWORD", value: "hunter2" }] }],
    ["a value of a chart", { set: [{ name: "auth.password", value: "hunter2" }] }],
    ["values of a chart as JSON", { values: ['{"auth":{"adminPassword":"hunter2"}}'] }],
    ["values of a chart as YAML", { values: ["auth:\n  adminPassword: hunter2\n"] }],
    ["containers of a task", { container_definitions: '[{"environment":[{"name":"PGPASSWORD","value":"hunter2"}]}]' }],
    ["a start script", { user_data: "#!/bin/sh\nexport DB_PASSWORD=hunter2\n" }],
    [
      "an encoded start script",
      { user_data: Buffer.from("#!/bin/sh\nexport DB_PASSWORD=hunter2\n").toString("base64") },
    ],
    ["an access key", { description: `key ${AWS_KEY}` }],
    ["a token of GitHub", { url: `https://${GITHUB_TOKEN}@github.com/acme/ml` }],
    ["a token of Hugging Face", { env: [{ name: "HUB", value: HUGGING_FACE_TOKEN }] }],
    ["a private key", { metadata: { key: PRIVATE_KEY } }],
    ["a password in an address", { connection: "postgresql://mlflow:hunter2@db.example.com/mlflow" }],
    ["a token that looks random", { api_token: "x9Kq2LmZ7pRt4WvB8nYc" }],
  ])("%s", (_, body) => {
    expect(judge(RULE, only("example_thing", body))).toBe("fail");
  });
});

test.each(CREDENTIALS)("%s is found in any attribute, and never repeated", (kind, credential) => {
  const found = findSecretTexts({ description: credential });
  expect(found).toContainEqual({ path: "description", what: kind });
  expect(JSON.stringify(found)).not.toContain(credential);
});

describe("values that are not secrets", () => {
  test.each([
    ["a reference", { password: "${random_password.db.result}" }],
    ["a reference inside", { connection: "postgresql://mlflow:${var.password}@db/mlflow" }],
    ["a template of another tool", { values: ['{"password":"{{ .password }}"}'] }],
    ["a variable of a shell", { values: ["password: $(DB_PASSWORD)\n"] }],
    ["the name of a secret", { existingSecret: "grafana-admin", secretName: "tls", secret_id: "acme-git-deploy-key" }],
    ["the name of a key in a secret", { passwordKey: "password", secretKey: "client-secret" }],
    ["the ARN of a secret", { secret: "arn:aws:secretsmanager:us-east-1:111111111111:secret:db-AbCdEf" }],
    ["a setting", { http_tokens: "required", manage_master_user_password: true, require_password: "true" }],
    ["nothing", { password: "" }],
    ["an address with a port", { url: "https://example.com:8443/path@1" }],
    ["a path of a secret", { DB_PASSWORD_SECRET: "prod/db" }],
    ["a public key", { key: "-----BEGIN PUBLIC KEY-----\nMIIB" }],
  ])("%s", (_, body) => {
    expect(judge(RULE, only("example_thing", body))).toBe("pass");
  });
});

test("a secret is named and never repeated", () => {
  const [message] = failures(
    RULE,
    only("aws_lambda_function", { environment: { variables: { DB_PASSWORD: "hunter2" } } }),
  );
  expect(message).toBe("It holds DB_PASSWORD in plain text.");
});

test("one fault is one finding, even if a format and a name both match", () => {
  const texts = findSecretTexts({ values: ['{"a":{"password":"hunter2"},"b":{"password":"hunter3"}}'] });
  expect(texts).toEqual([{ path: "values", what: "password" }]);
});

test("a literal secret version is always a secret, a reference never", () => {
  expect(judge(RULE, only("aws_secretsmanager_secret_version", { secret_string: "blue" }))).toBe("fail");
  expect(judge(RULE, only("google_secret_manager_secret_version", { secret_data: "${var.token}" }))).toBe("pass");
});

test("Kubernetes resources are left to the rules on manifests and charts", () => {
  const release = only("helm_release", { values: ['{"auth":{"adminPassword":"hunter2"}}'] });
  expect(judge(RULE, release)).toBe("silent");
  expect(judge("helm-no-secrets", release)).toBe("fail");
});

test("database passwords are left to database-managed-password", () => {
  const json = only("aws_db_instance", { password: "hunter2" });
  expect(judge(RULE, json)).toBe("pass");
  expect(judge("database-managed-password", json)).toBe("fail");
});

test.each([
  ["acme-prod-airflow-fernet-key", false],
  ["GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET", false],
  ["https://Login.Example.com/Token1", false],
  ["x9Kq2LmZ7pRt4WvB8nYc", true],
  ["0123456789abcdef0123456789abcdef", true],
  ["Aa1Aa1Aa1Aa1Aa1Aa1Aa1", false],
])("%s looks random: %s", (text, expected) => {
  expect(looksRandom(text)).toBe(expected);
});

test.each([
  ["addresses", { a: "://a:".repeat(50_000) }],
  ["names", { a: "password".repeat(50_000) }],
  ["the start of a token", { a: "ey-".repeat(100_000) }],
  ["spaces in a start script", { user_data: `${" ".repeat(200_000)}!` }],
  ["lines", { a: "password \n".repeat(50_000) }],
])("many %s are checked quickly", (_, body) => {
  const started = process.cpuUsage();
  findSecretTexts(body);
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(1500);
});

describe("provider-no-credentials", () => {
  const provider = (name: string, configuration: object) => ({ terraform: {}, provider: { [name]: [configuration] } });
  test.each([
    ["aws", { region: "us-east-1" }, "pass"],
    ["aws", { secret_key: "${var.key}" }, "pass"],
    ["aws", { secret_key: "a" }, "fail"],
    ["google", { credentials: "keys/ci.json" }, "pass"],
    ["google", { credentials: '{"private_key":"a"}' }, "fail"],
  ])("%s with %j", (name, configuration, expected) => {
    expect(judge("provider-no-credentials", provider(name, configuration))).toBe(expected);
  });
});
