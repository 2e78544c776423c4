import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { AwsCloud, CloudEnvironment } from "../../environment/environment";
import { namesOf, tagsOf } from "../../environment/names";
import { type Construct, S3Backend, TerraformStack } from "../../framework/terraform";
import { setBackend, TERRAFORM_VERSION } from "../backend";
import { type StackName, stackId } from "../stack-id";

export type AwsEnvironment = CloudEnvironment & { readonly cloud: AwsCloud };

/** A stack of an AWS environment: its provider, its tags and its state backend. */
export class AwsStack extends TerraformStack {
  constructor(scope: Construct, name: StackName, environment: AwsEnvironment) {
    super(scope, stackId(environment, name));
    const { accountId, region } = environment.cloud;
    const names = namesOf(environment);
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    new AwsProvider(this, "aws", {
      region,
      // A plan with credentials of another account fails here instead of running there.
      allowedAccountIds: [accountId],
      defaultTags: [{ tags: { ...tagsOf(environment) } }],
    });
    setBackend(this, name, environment, () => {
      const backend = new S3Backend(this, {
        bucket: names.stateBucket,
        key: `${name}/terraform.tfstate`,
        region,
        encrypt: true,
        kmsKeyId: `arn:aws:kms:${region}:${accountId}:alias/${names.key("state")}`,
        allowedAccountIds: [accountId],
      });
      // S3's native lock file; cdktf 0.21 has no property for it yet.
      backend.addOverride("use_lockfile", true);
    });
  }
}
