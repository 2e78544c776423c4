import { Bucket } from "../../constructs/aws/bucket";
import { Cluster } from "../../constructs/aws/cluster";
import { WorkloadIdentity } from "../../constructs/aws/workload-identity";
import { BUCKET_PURPOSES } from "../../environment/bucket-purpose";
import type { Model } from "../../environment/environment";
import { namesOf } from "../../environment/names";
import type { Construct } from "../../framework/terraform";
import { grantBuckets, modelAccess } from "../access";
import { type FoundationOutput, foundationOutputs } from "../foundation-output";
import { addKubernetesProviders } from "../kubernetes-providers";
import { mapKeys } from "../map-keys";
import { addModels, type ServingEnvironment } from "../models/models";
import { CONSUMER_ACCESS } from "../platform/consumers";
import { type AwsEnvironment, AwsStack } from "./stack";

/** The models that an EKS cluster serves. */
export class AwsModels extends AwsStack {
  constructor(scope: Construct, environment: AwsEnvironment & ServingEnvironment) {
    super(scope, "models", environment);
    const { accountId, region } = environment.cloud;
    const names = namesOf(environment);
    const output = foundationOutputs(this, environment);
    addKubernetesProviders(
      this,
      Cluster.fromAttributes({
        name: names.prefix,
        region,
        endpoint: output("cluster-endpoint"),
        certificateAuthority: output("cluster-certificate-authority"),
        nodeSecurityGroupId: "",
      }),
    );
    addModels(this, environment, {
      logs: Bucket.fromAttributes({ name: names.bucket("logs"), region }),
      jobs: {
        ...CONSUMER_ACCESS["model-delivery"],
        annotations: {},
        podLabels: {},
        principal: `arn:aws:iam::${accountId}:role/${names.identity("model-delivery")}`,
      },
      identity: this.identities(environment, output),
      secretEntry: (entry) => `${names.prefix}/${entry}`,
      registry: `${accountId}.dkr.ecr.${region}.amazonaws.com/${names.prefix}`,
    });
  }

  private identities(environment: AwsEnvironment, output: (name: FoundationOutput) => string) {
    const { region } = environment.cloud;
    const names = namesOf(environment);
    const key = { id: output("bucket-key") };
    const buckets = mapKeys(BUCKET_PURPOSES, (purpose) =>
      Bucket.fromAttributes({ name: names.bucket(purpose), region, key }),
    );
    return ({ name, team }: Model) => {
      const { namespace, serviceAccount, buckets: grants } = modelAccess(team, name);
      const identity = new WorkloadIdentity(this, `${name}-identity`, {
        name: names.modelIdentity(name),
        cluster: { name: names.prefix },
        namespace,
        serviceAccount,
      });
      grantBuckets(grants, identity, buckets);
      return identity;
    };
  }
}
