import { needsOf } from "../../catalogue/check-components";
import type { ComponentName } from "../../catalogue/component";
import { IMAGES } from "../../catalogue/images";
import { Bucket } from "../../constructs/aws/bucket";
import { Cluster } from "../../constructs/aws/cluster";
import { Database } from "../../constructs/aws/database";
import { MysqlDatabase } from "../../constructs/aws/mysql-database";
import { StorageClass } from "../../constructs/base/storage-class";
import type { Platform } from "../../environment/environment";
import { namesOf } from "../../environment/names";
import type { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { type ServiceAccountAccess, teamAccess } from "../access";
import { type FoundationOutput, foundationOutputs } from "../foundation-output";
import { addKubernetesProviders } from "../kubernetes-providers";
import type { CloudFacts } from "../platform/cloud-facts";
import { CONSUMER_ACCESS } from "../platform/consumers";
import { karpenterOf } from "../platform/karpenter-pools";
import { PlatformComponents } from "../platform/platform-components";
import { type AwsEnvironment, AwsStack } from "./stack";

/** Everything that is installed on an EKS cluster. */
export class AwsPlatform extends AwsStack {
  readonly platform: PlatformComponents;

  constructor(scope: Construct, environment: AwsEnvironment & { readonly platform: Platform }) {
    super(scope, "platform", environment);
    const output = foundationOutputs(this, environment);
    const facts = this.facts(environment, output);
    addKubernetesProviders(
      this,
      Cluster.fromAttributes({
        name: facts.clusterName,
        region: environment.cloud.region,
        endpoint: output("cluster-endpoint"),
        certificateAuthority: output("cluster-certificate-authority"),
        nodeSecurityGroupId: "",
      }),
    );
    this.platform = new PlatformComponents(this, environment, environment.platform, facts);
    const storage = this.createStorageClass(environment, facts.storageClass);
    for (const component of this.platform.components.values()) waitFor(component.first, storage);
    this.putNodesFirst();
  }

  /** Unschedulable pods wait for Karpenter; it is removed last, so that none of its nodes is left behind. */
  private putNodesFirst(): void {
    const { components } = this.platform;
    const karpenter = components.get("karpenter");
    if (!karpenter) return;
    const below = new Set<ComponentName>(["karpenter", ...needsOf("karpenter", "aws")]);
    for (const [name, component] of components) if (!below.has(name)) waitFor(component.first, karpenter.last);
  }

  /** EKS provides none for gp3. https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md */
  private createStorageClass(environment: AwsEnvironment, name: string): StorageClass {
    const { accountId, region } = environment.cloud;
    return new StorageClass(this, "storage-class", {
      name,
      provisioner: "ebs.csi.aws.com",
      parameters: {
        type: "gp3",
        encrypted: "true",
        kmsKeyId: `arn:aws:kms:${region}:${accountId}:alias/${namesOf(environment).key("cluster")}`,
      },
    });
  }

  private facts(environment: AwsEnvironment, output: (name: FoundationOutput) => string): CloudFacts {
    const { cloud } = environment;
    const { accountId, region } = cloud;
    const names = namesOf(environment);
    // EKS binds identities to service accounts by name; they need no annotations.
    const identity = ({ namespace, serviceAccount }: ServiceAccountAccess, role: string) => ({
      namespace,
      serviceAccount,
      annotations: {},
      podLabels: {},
      principal: `arn:aws:iam::${accountId}:role/${role}`,
    });
    return {
      clusterName: names.prefix,
      database: Database.reach({ host: output("database-host"), adminSecret: output("database-admin-secret") }),
      pipelinesDatabase: MysqlDatabase.reach({
        host: output("pipelines-database-host"),
        adminSecret: output("pipelines-database-admin-secret"),
      }),
      adminPasswordProperty: "password",
      bucket: (purpose) => Bucket.fromAttributes({ name: names.bucket(purpose), region }),
      identity: (consumer) => identity(CONSUMER_ACCESS[consumer], names.identity(consumer)),
      teamIdentity: (team) => identity(teamAccess(team), names.teamIdentity(team)),
      secretEntry: (entry) => `${names.prefix}/${entry}`,
      secretProvider: { aws: { service: "SecretsManager", region } },
      dnsSolver: { route53: { region, hostedZoneID: cloud.dnsZone } },
      // https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
      loadBalancerAnnotations: {
        "service.beta.kubernetes.io/aws-load-balancer-type": "external",
        "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
        "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal",
      },
      storageClass: "gp3",
      // Pod addresses are in the network's own range.
      // https://docs.aws.amazon.com/eks/latest/userguide/pod-networking.html
      podCidr: environment.network.cidr,
      backupPlugin: { provider: "aws", image: IMAGES.veleroAws, config: { region } },
      // Encrypted with the key of the volume.
      snapshots: { driver: "ebs.csi.aws.com", parameters: {} },
      imageRegistry: `${accountId}.dkr.ecr.${region}.amazonaws.com/${names.prefix}`,
      clusterDns: "coredns",
      dns: { provider: "aws" },
      eks: {
        region,
        networkId: output("network-id"),
        nodes: karpenterOf(environment, {
          clusterName: names.prefix,
          identity: identity(CONSUMER_ACCESS.karpenter, names.identity("karpenter")),
          diskKey: `arn:aws:kms:${region}:${accountId}:alias/${names.key("cluster")}`,
        }),
      },
    };
  }
}
