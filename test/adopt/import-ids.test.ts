import { importId } from "../../src/adopt/import-ids";
import { taggedIds } from "../../src/adopt/tagged-objects";

const aws = { account_id: "111111111111", region: "us-east-1" };
const google = { project: "acme-ml-dev", region: "us-central1" };

const planned = (type: string, values: Record<string, unknown>) => ({ address: `${type}.it`, type, values });

test.each([
  ["aws_iam_role", { name: "acme-dev-nodes" }, "acme-dev-nodes"],
  ["aws_s3_bucket", { bucket: "acme-dev-models" }, "acme-dev-models"],
  ["aws_eks_node_group", { cluster_name: "acme-dev", node_group_name: "spot" }, "acme-dev:spot"],
  ["aws_route", { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0" }, "rtb-1_0.0.0.0/0"],
  ["aws_route_table_association", { route_table_id: "rtb-1", subnet_id: "subnet-1" }, "subnet-1/rtb-1"],
  ["aws_budgets_budget", { name: "acme-dev" }, "111111111111:acme-dev"],
  ["aws_sqs_queue", { name: "acme-dev-q" }, "https://sqs.us-east-1.amazonaws.com/111111111111/acme-dev-q"],
])("%s on AWS", (type, values, id) => {
  expect(importId(planned(type, values), aws)).toBe(id);
});

test.each([
  ["google_compute_network", { name: "acme-dev" }, "projects/acme-ml-dev/global/networks/acme-dev"],
  ["google_compute_router", { name: "acme-dev" }, "projects/acme-ml-dev/regions/us-central1/routers/acme-dev"],
  [
    "google_kms_crypto_key",
    { name: "logs", key_ring: "projects/p/locations/l/keyRings/r" },
    "projects/p/locations/l/keyRings/r/cryptoKeys/logs",
  ],
  ["google_storage_bucket", { name: "acme-dev-models", project: "other" }, "other/acme-dev-models"],
  [
    "kubernetes_network_policy_v1",
    { metadata: [{ name: "default-deny", namespace: "mlflow" }] },
    "mlflow/default-deny",
  ],
])("%s on Google Cloud and in a cluster", (type, values, id) => {
  expect(importId(planned(type, values), google)).toBe(id);
});

test("there is no id if a value is unknown, or for a type without import ids", () => {
  expect(importId(planned("aws_route", { destination_cidr_block: "0.0.0.0/0" }), aws)).toBeUndefined();
  expect(
    importId(planned("aws_route", { route_table_id: null, destination_cidr_block: "0.0.0.0/0" }), aws),
  ).toBeUndefined();
  expect(importId(planned("random_id", { byte_length: 3 }), google)).toBeUndefined();
  expect(importId(planned("constructor", {}), google)).toBeUndefined();
});

const object = (arn: string, name: string) => ({ arn: `arn:aws:${arn}`, tags: { Name: name } });

test.each([
  ["aws_vpc", "ec2:us-east-1:111111111111:vpc/vpc-1", "vpc-1"],
  ["aws_eip", "ec2:us-east-1:111111111111:elastic-ip/eipalloc-1", "eipalloc-1"],
  ["aws_kms_key", "kms:us-east-1:111111111111:key/1234-56", "1234-56"],
  [
    "aws_eks_pod_identity_association",
    "eks:us-east-1:111111111111:podidentityassociation/acme-dev/a-1",
    "acme-dev,a-1",
  ],
  [
    "aws_secretsmanager_secret",
    "secretsmanager:us-east-1:111111111111:secret:acme-dev/key-AbCdEf",
    "arn:aws:secretsmanager:us-east-1:111111111111:secret:acme-dev/key-AbCdEf",
  ],
])("%s is found by its Name tag", (type, arn, id) => {
  const create = planned(type, { tags: { Name: "acme-dev" } });
  expect(
    taggedIds(create, [
      object(arn, "acme-dev"),
      object(arn, "acme-prod"),
      object("ec2:us-east-1:1:volume/vol-1", "acme-dev"),
    ]),
  ).toEqual([id]);
});
