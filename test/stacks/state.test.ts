import { type Cloud, graphOf, shipped, shippedOnKubernetes, synthesizeEnvironment } from "./shipped";

const backends = (cloud: Cloud, state: "remote" | "bootstrap" | "local") =>
  graphOf(shipped(cloud, "dev", { state })).stacks.map(({ name, backend }) => [name, backend]);

test("state is remote, encrypted and locked on AWS, and each stack has its own file", () => {
  expect(backends("aws", "remote")).toEqual(
    ["bootstrap", "foundation", "platform", "models"].map((stack) => [
      `aws-dev-${stack}`,
      {
        type: "s3",
        body: {
          bucket: "acme-dev-tfstate",
          key: `${stack}/terraform.tfstate`,
          region: "us-east-1",
          encrypt: true,
          kms_key_id: "arn:aws:kms:us-east-1:111111111111:alias/acme-dev-state",
          allowed_account_ids: ["111111111111"],
          use_lockfile: true,
        },
      },
    ]),
  );
});

test("state is remote on Google Cloud, where the bucket locks and encrypts it", () => {
  expect(backends("google", "remote")).toEqual(
    ["bootstrap", "foundation", "platform", "models"].map((stack) => [
      `google-dev-${stack}`,
      { type: "gcs", body: { bucket: "acme-dev-tfstate", prefix: stack } },
    ]),
  );
});

describe.each<Cloud>(["aws", "google"])("on %s", (cloud) => {
  const types = (state: "bootstrap" | "local") =>
    backends(cloud, state).map(([, backend]) => (backend as { type: string }).type);

  test("the first deployment keeps only the state of the bootstrap stack in a file", () => {
    expect(types("bootstrap")[0]).toBe("local");
    expect(types("bootstrap")[1]).not.toBe("local");
  });

  test("a trial keeps every state in files next to cdktf.json, which survive a new synthesis", () => {
    expect(types("local")).toEqual(["local", "local", "local", "local"]);
    expect(backends(cloud, "local")[1]).toEqual([
      `${cloud}-dev-foundation`,
      { type: "local", body: { path: `../../../terraform.${cloud}-dev-foundation.tfstate` } },
    ]);
  });
});

test("on an existing cluster the state is in secrets of the cluster, one for each stack, or in files", () => {
  const of = (state: "remote" | "local") =>
    graphOf(shippedOnKubernetes({ state })).stacks.map(({ name, backend }) => [name, backend]);
  expect(of("remote")).toEqual(
    ["kubernetes-dev-foundation", "kubernetes-dev-platform"].map((stack) => [
      stack,
      {
        type: "kubernetes",
        body: {
          secret_suffix: stack,
          namespace: "kube-system",
          config_path: "~/.kube/config",
          config_context: "kind-mlops",
        },
      },
    ]),
  );
  expect(of("local").map(([, backend]) => (backend as { type: string }).type)).toEqual(["local", "local"]);
});

test("no output contains a value that a provider marks as sensitive: Terraform would refuse to plan it", () => {
  const outputs = synthesizeEnvironment(shipped("google", "prod")).flatMap(({ json }) =>
    Object.values((json.output ?? {}) as Record<string, { value: string }>).map(({ value }) => value),
  );
  const certificates = outputs.filter((value) => value.includes("server_ca_cert"));
  expect(certificates).toHaveLength(2);
  for (const value of certificates) expect(value).toMatch(/^\$\{nonsensitive\(/);
});
