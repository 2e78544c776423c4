import type { Environment } from "../environment/environment";
import { namesOf } from "../environment/names";
import {
  DataTerraformRemoteStateGcs,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  type TerraformStack,
} from "../framework/terraform";
import { stackId } from "./stack-id";

/** Values that only the foundation's state contains; everything else is computed from the environment. */
export type FoundationOutput =
  | "network-id"
  | "cluster-endpoint"
  | "cluster-certificate-authority"
  | "database-host"
  | "database-admin-secret"
  | "database-certificate-authority"
  | "pipelines-database-host"
  | "pipelines-database-admin-secret"
  | "pipelines-database-certificate-authority"
  | "image-registry-address"
  | "bucket-key";

/** Reads outputs of the environment's foundation stack from its state backend. */
export function foundationOutputs(stack: TerraformStack, environment: Environment): (name: FoundationOutput) => string {
  const state = remoteState(stack, environment);
  return (name) => state.getString(name);
}

function remoteState(stack: TerraformStack, environment: Environment) {
  const { cloud, state } = environment;
  const { stateBucket } = namesOf(environment);
  const id = "foundation";
  if (state === "local") {
    return new DataTerraformRemoteStateLocal(stack, id, {
      path: `../../../terraform.${stackId(environment, "foundation")}.tfstate`,
    });
  }
  return cloud.provider === "aws"
    ? new DataTerraformRemoteStateS3(stack, id, {
        bucket: stateBucket,
        key: "foundation/terraform.tfstate",
        region: cloud.region,
      })
    : new DataTerraformRemoteStateGcs(stack, id, { bucket: stateBucket, prefix: "foundation" });
}
