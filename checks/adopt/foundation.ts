import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shipped, synthesizeEnvironment } from "../../test/stacks/shipped";

const STATE_BUCKET = "acme-dev-tfstate";

const SERVICES = "cloudwatch ec2 ecr eks events iam kms logs rds resourcegroupstaggingapi s3 secretsmanager sqs sts";

/** Location of the state. */
export type Backend = "s3" | "local";

/** The synthesized foundation of aws-dev, for AWS at a local address. */
export async function writeFoundation(folder: string, endpoint: string, backend: Backend): Promise<void> {
  const stack = synthesizeEnvironment(shipped("aws", "dev")).find(({ name }) => name === "aws-dev-foundation");
  if (!stack) throw new Error("there is no foundation");
  const json = JSON.parse(JSON.stringify(stack.json));
  const login = { access_key: "test", secret_key: "test", skip_credentials_validation: true };
  json.terraform.required_providers.aws.version = ">= 5.100.0";
  json.terraform.backend =
    backend === "local"
      ? { local: { path: "terraform.tfstate" } }
      : {
          s3: {
            ...login,
            bucket: STATE_BUCKET,
            key: json.terraform.backend.s3.key,
            region: "us-east-1",
            use_lockfile: true,
            use_path_style: true,
            skip_requesting_account_id: true,
            skip_metadata_api_check: true,
            endpoints: { s3: endpoint, sts: endpoint, iam: endpoint },
          },
        };
  Object.assign(json.provider.aws[0], login, {
    max_retries: 2,
    s3_use_path_style: true,
    skip_metadata_api_check: "true",
    endpoints: [Object.fromEntries(SERVICES.split(" ").map((service) => [service, endpoint]))],
  });
  // moto can't read a budget's subscribers, and doesn't keep a cluster's deletion protection.
  delete json.resource.aws_budgets_budget;
  for (const cluster of Object.values<Record<string, unknown>>(json.resource.aws_eks_cluster)) {
    delete cluster.deletion_protection;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(json));
  if (backend === "s3") await fetch(`${endpoint}/${STATE_BUCKET}`, { method: "PUT" });
}
