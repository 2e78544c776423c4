import { CiIdentities } from "../../constructs/aws/ci-identities";
import { Key } from "../../constructs/aws/key";
import { StateBucket } from "../../constructs/aws/state-bucket";
import { namesOf } from "../../environment/names";
import { type Construct, TerraformOutput } from "../../framework/terraform";
import { type AwsEnvironment, AwsStack } from "./stack";

/** What must exist before anything else: the state bucket and the identities of CI. */
export class AwsBootstrap extends AwsStack {
  constructor(scope: Construct, environment: AwsEnvironment) {
    super(scope, "bootstrap", environment);
    const { cloud, deletionProtection } = environment;
    const { accountId, region } = cloud;
    const names = namesOf(environment);
    const key = new Key(this, "state-key", {
      name: names.key("state"),
      description: `Terraform state of ${names.prefix}`,
      accountId,
      region,
      deletionProtection,
    });
    const { bucket } = new StateBucket(this, "state", { name: names.stateBucket, region, key, deletionProtection });
    const ci = new CiIdentities(this, "ci", {
      planName: names.ciIdentity("plan"),
      deployName: names.ciIdentity("deploy"),
      rolePrefix: names.prefix,
      accountId,
      repository: environment.repository,
      githubEnvironment: environment.name,
      stateBucket: bucket,
      ...(cloud.githubOidcProviderArn !== undefined && { oidcProviderArn: cloud.githubOidcProviderArn }),
    });
    new TerraformOutput(this, "state-bucket", { value: names.stateBucket });
    new TerraformOutput(this, "ci-plan-role", { value: ci.plan.arn });
    new TerraformOutput(this, "ci-deploy-role", { value: ci.deploy.arn });
  }
}
