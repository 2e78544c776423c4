import { IMAGES } from "../../catalogue/images";
import { Bucket } from "../../constructs/google/bucket";
import { Cluster } from "../../constructs/google/cluster";
import { Database } from "../../constructs/google/database";
import { MysqlDatabase } from "../../constructs/google/mysql-database";
import type { Platform } from "../../environment/environment";
import { namesOf } from "../../environment/names";
import { gkeDns } from "../../facts/cluster-dns";
import type { Construct } from "../../framework/terraform";
import { type ServiceAccountAccess, teamAccess } from "../access";
import { type FoundationOutput, foundationOutputs } from "../foundation-output";
import { addKubernetesProviders } from "../kubernetes-providers";
import type { CloudFacts } from "../platform/cloud-facts";
import { CONSUMER_ACCESS } from "../platform/consumers";
import { PlatformComponents } from "../platform/platform-components";
import { type GoogleEnvironment, GoogleStack } from "./stack";

/** Everything that is installed on a GKE cluster. */
export class GooglePlatform extends GoogleStack {
  readonly platform: PlatformComponents;

  constructor(scope: Construct, environment: GoogleEnvironment & { readonly platform: Platform }) {
    super(scope, "platform", environment);
    const output = foundationOutputs(this, environment);
    addKubernetesProviders(
      this,
      Cluster.fromAttributes({
        name: namesOf(environment).prefix,
        endpoint: output("cluster-endpoint"),
        certificateAuthority: output("cluster-certificate-authority"),
      }),
    );
    this.platform = new PlatformComponents(this, environment, environment.platform, this.facts(environment, output));
  }

  private facts(environment: GoogleEnvironment, output: (name: FoundationOutput) => string): CloudFacts {
    const { cloud } = environment;
    const { projectId, region } = cloud;
    const names = namesOf(environment);
    const identity = ({ namespace, serviceAccount }: ServiceAccountAccess, account: string) => {
      const principal = `${account}@${projectId}.iam.gserviceaccount.com`;
      const annotations = { "iam.gke.io/gcp-service-account": principal };
      return { namespace, serviceAccount, annotations, podLabels: {}, principal };
    };
    return {
      clusterName: names.prefix,
      database: Database.reach({
        host: output("database-host"),
        adminSecret: output("database-admin-secret"),
        certificateAuthority: output("database-certificate-authority"),
      }),
      pipelinesDatabase: MysqlDatabase.reach({
        host: output("pipelines-database-host"),
        adminSecret: output("pipelines-database-admin-secret"),
        certificateAuthority: output("pipelines-database-certificate-authority"),
      }),
      bucket: (purpose) => Bucket.fromAttributes({ name: names.bucket(purpose), region }),
      identity: (consumer) => identity(CONSUMER_ACCESS[consumer], names.identity(consumer)),
      teamIdentity: (team) => identity(teamAccess(team), names.teamIdentity(team)),
      secretEntry: (entry) => `${names.prefix}-${entry}`,
      secretProvider: { gcpsm: { projectID: projectId } },
      dnsSolver: { cloudDNS: { project: projectId, hostedZoneName: cloud.dnsZone } },
      // https://cloud.google.com/kubernetes-engine/docs/how-to/internal-load-balancing
      loadBalancerAnnotations: { "networking.gke.io/load-balancer-type": "Internal" },
      storageClass: "premium-rwo",
      podCidr: cloud.podCidr,
      backupPlugin: {
        provider: "gcp",
        image: IMAGES.veleroGoogle,
        config: { serviceAccount: `${names.identity("backup")}@${projectId}.iam.gserviceaccount.com` },
      },
      // Without a location, snapshots are stored in the multi-region: https://cloud.google.com/compute/docs/disks/snapshots
      snapshots: { driver: "pd.csi.storage.gke.io", parameters: { "storage-locations": region } },
      clusterDns: gkeDns(environment.cluster.version),
      dns: { provider: "google" },
      imageRegistry: `${region}-docker.pkg.dev/${projectId}/${names.prefix}`,
    };
  }
}
