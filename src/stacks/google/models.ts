import { Bucket } from "../../constructs/google/bucket";
import { Cluster } from "../../constructs/google/cluster";
import { WorkloadIdentity } from "../../constructs/google/workload-identity";
import { BUCKET_PURPOSES } from "../../environment/bucket-purpose";
import type { Model } from "../../environment/environment";
import { namesOf } from "../../environment/names";
import type { Construct } from "../../framework/terraform";
import { grantBuckets, modelAccess } from "../access";
import { foundationOutputs } from "../foundation-output";
import { addKubernetesProviders } from "../kubernetes-providers";
import { mapKeys } from "../map-keys";
import { addModels, type ServingEnvironment } from "../models/models";
import { CONSUMER_ACCESS } from "../platform/consumers";
import { type GoogleEnvironment, GoogleStack } from "./stack";

/** The models that a GKE cluster serves. */
export class GoogleModels extends GoogleStack {
  constructor(scope: Construct, environment: GoogleEnvironment & ServingEnvironment) {
    super(scope, "models", environment);
    const { projectId, region } = environment.cloud;
    const names = namesOf(environment);
    const output = foundationOutputs(this, environment);
    addKubernetesProviders(
      this,
      Cluster.fromAttributes({
        name: names.prefix,
        endpoint: output("cluster-endpoint"),
        certificateAuthority: output("cluster-certificate-authority"),
      }),
    );
    const principal = `${names.identity("model-delivery")}@${projectId}.iam.gserviceaccount.com`;
    addModels(this, environment, {
      logs: Bucket.fromAttributes({ name: names.bucket("logs"), region }),
      jobs: {
        ...CONSUMER_ACCESS["model-delivery"],
        annotations: { "iam.gke.io/gcp-service-account": principal },
        podLabels: {},
        principal,
      },
      identity: this.identities(environment),
      secretEntry: (entry) => `${names.prefix}-${entry}`,
      registry: `${region}-docker.pkg.dev/${projectId}/${names.prefix}`,
    });
  }

  private identities(environment: GoogleEnvironment) {
    const { projectId, region } = environment.cloud;
    const names = namesOf(environment);
    const buckets = mapKeys(BUCKET_PURPOSES, (purpose) =>
      Bucket.fromAttributes({ name: names.bucket(purpose), region }),
    );
    return ({ name, team }: Model) => {
      const { namespace, serviceAccount, buckets: grants } = modelAccess(team, name);
      const identity = new WorkloadIdentity(this, `${name}-identity`, {
        name: names.modelIdentity(name),
        cluster: { name: names.prefix, projectId },
        namespace,
        serviceAccount,
      });
      grantBuckets(grants, identity, buckets);
      return identity;
    };
  }
}
