import { deployment, manifestExample } from "../../../../src/review/guardrails/kubernetes/example";
import type { JsonObject } from "../../../../src/review/model";
import { type Case, found, kindsOf, object } from "./found";

const release = (body: JsonObject): JsonObject => ({ resource: { helm_release: { a: body } } });
const values = (object: JsonObject) => release({ chart: "a", values: [JSON.stringify(object)] });
const store = (conditions: JsonObject["x"]) =>
  object("external-secrets.io/v1", "ClusterSecretStore", { spec: { conditions: conditions ?? null } });

const CASES: readonly Case[] = [
  ["a list of nothing", "secret-store-scoped", store([{}]), ["fail"]],
  ["a selector", "secret-store-scoped", store([{ namespaceSelector: { matchLabels: { a: "b" } } }]), []],
  ["unknown conditions", "secret-store-scoped", store("${var.x}"), ["undecided"]],
  [
    "a config map",
    "manifest-no-secrets",
    object("v1", "ConfigMap", { data: { level: "debug", db_password: "x9" } }),
    ["fail"],
  ],
  [
    "a key in a file",
    "manifest-no-secrets",
    object("v1", "ConfigMap", { data: { "a.conf": "-----BEGIN RSA PRIVATE KEY-----" } }),
    ["fail"],
  ],
  [
    "a secret in Git",
    "manifest-no-secrets",
    object("v1", "Secret", { stringData: { a: "b" }, data: { c: "ZA==" } }),
    ["fail", "fail"],
  ],
  [
    "a secret from Terraform",
    "manifest-no-secrets",
    object("v1", "Secret", { stringData: { a: "${random_password.a.result}" } }),
    [],
  ],
  [
    "a variable of a variable",
    "manifest-no-secrets",
    manifestExample(deployment({ env: [{ name: "URL_PASSWORD", value: "$(DB_PASSWORD)" }] })),
    [],
  ],
  [
    "a file's name",
    "manifest-no-secrets",
    manifestExample(deployment({ env: [{ name: "PASSWORD_FILE", value: "/run/a" }] })),
    [],
  ],
  ["a password", "helm-no-secrets", values({ auth: { password: "x9" } }), ["fail"]],
  ["the name of a secret", "helm-no-secrets", values({ auth: { existingSecret: "db", passwordKey: "password" } }), []],
  ["a password that comes later", "helm-no-secrets", values({ auth: { password: "${var.x}" } }), []],
  [
    "one set separately",
    "helm-no-secrets",
    release({ chart: "a", set: [{ name: "auth.password", value: "x9" }] }),
    ["fail"],
  ],
  [
    "one that is marked",
    "helm-no-secrets",
    release({ chart: "a", set_sensitive: [{ name: "auth.password", value: "x9" }] }),
    [],
  ],
  [
    "a variable of a container",
    "helm-no-secrets",
    values({ extraEnv: [{ name: "DB_PASSWORD", value: "x9" }] }),
    ["fail"],
  ],
  ["a well-known default password", "helm-no-secrets", values({ minio: { secretKey: "minio123" } }), ["fail"]],
  ["a token in a list", "helm-no-secrets", values({ args: [`--token=ghp_${"a".repeat(36)}`] }), ["fail"]],
];

test.each(CASES)("%s: %s", (_, id, json, kinds) => {
  expect(kindsOf(id, json)).toEqual(kinds);
});

test("no message shows a secret", () => {
  const secret = "correct-horse-battery";
  const messages = [
    ...found("helm-no-secrets", values({ password: secret })),
    ...found("manifest-no-secrets", object("v1", "Secret", { stringData: { a: secret } })),
    ...found("manifest-no-secrets", manifestExample(deployment({ env: [{ name: "PASSWORD", value: secret }] }))),
  ];
  expect(messages).toHaveLength(3);
  expect(messages.join()).not.toContain(secret);
});
