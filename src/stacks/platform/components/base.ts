import { AwsLoadBalancerController } from "../../../constructs/base/aws-load-balancer-controller";
import { CertManager } from "../../../constructs/base/cert-manager";
import { Dex } from "../../../constructs/base/dex";
import { Entry } from "../../../constructs/base/entry";
import { ExternalDns } from "../../../constructs/base/external-dns";
import { ExternalSecrets } from "../../../constructs/base/external-secrets";
import { GatewayApiCrds } from "../../../constructs/base/gateway-api-crds";
import { Istio } from "../../../constructs/base/istio";
import { Karpenter } from "../../../constructs/base/karpenter";
import { Knative } from "../../../constructs/base/knative";
import { Kyverno } from "../../../constructs/base/kyverno";
import { MetricsServer } from "../../../constructs/base/metrics-server";
import { NvidiaDevicePlugin } from "../../../constructs/base/nvidia-device-plugin";
import { PrometheusOperatorCrds } from "../../../constructs/base/prometheus-operator-crds";
import { Velero } from "../../../constructs/base/velero";
import { NAMESPACES } from "../../../constructs/kubernetes/names";
import { signaturesOf } from "../../signatures";
import { allowedImages } from "../allowed-images";
import { issuerOf } from "../issuer";
import type { ComponentRows } from "./component-row";

/** Hosts that sign users on, each with the path that the identity provider returns to. */
const SIGN_ON_REDIRECTS = {
  "sign-on": "/oauth2/callback",
  grafana: "/login/generic_oauth",
  argocd: "/auth/callback",
  workflows: "/oauth2/callback",
  airflow: "/auth/oauth-authorized/oidc",
};

/** The cluster's basics: certificates, gateways, DNS, secrets, policies, nodes, backups. */
export const BASE = {
  "prometheus-operator-crds": {
    build: ({ scope, common }) => new PrometheusOperatorCrds(scope, "prometheus-operator-crds", common),
  },
  "cert-manager": {
    build: ({ scope, environment, facts, common }) =>
      new CertManager(scope, "cert-manager", {
        ...common,
        identity: facts.identity("cert-manager"),
        ...(facts.dnsSolver && { solver: facts.dnsSolver }),
        email: environment.owner,
      }),
    identities: {
      "cert-manager": {
        namespace: "cert-manager",
        serviceAccount: "cert-manager",
        buckets: [],
        writesDns: "challenges",
      },
    },
  },
  istio: {
    build: ({ scope, common }) => new Istio(scope, "istio", common),
  },
  "gateway-api-crds": {
    build: ({ scope, common }) => new GatewayApiCrds(scope, "gateway-api-crds", common),
  },
  entry: {
    build: ({ scope, platform, facts, chosen, common, signOn, guardedHosts }) =>
      new Entry(scope, "entry", {
        ...common,
        domain: platform.domain,
        signOn,
        teams: platform.teams.map(({ name }) => name),
        guardedHosts,
        loadBalancerAnnotations: facts.loadBalancerAnnotations,
        ...(facts.gatewayService && { serviceType: facts.gatewayService }),
        ...issuerOf(facts),
        routesModels: chosen.includes("kserve") && platform.servingMode === "standard",
      }),
  },
  dex: {
    build: ({ scope, environment, platform, common, signOn }) =>
      new Dex(scope, "dex", {
        ...common,
        domain: platform.domain,
        clientId: signOn.clientId,
        clientSecretEntry: signOn.clientSecretEntry,
        redirects: SIGN_ON_REDIRECTS,
        administrator: environment.owner,
        adminGroup: signOn.adminGroup,
      }),
  },
  knative: {
    build: ({ scope, platform, common }) => new Knative(scope, "knative", { ...common, domain: platform.domain }),
  },
  "external-dns": {
    build: ({ scope, platform, facts, common }) =>
      facts.dns &&
      new ExternalDns(scope, "external-dns", {
        ...common,
        identity: facts.identity("external-dns"),
        ...facts.dns,
        domain: platform.domain,
        owner: facts.clusterName,
      }),
    identities: {
      "external-dns": {
        namespace: "external-dns",
        serviceAccount: "external-dns",
        buckets: [],
        writesDns: "records",
      },
    },
  },
  "aws-load-balancer-controller": {
    build: ({ scope, facts, common }) =>
      facts.eks &&
      new AwsLoadBalancerController(scope, "aws-load-balancer-controller", {
        ...common,
        identity: facts.identity("load-balancer"),
        clusterName: facts.clusterName,
        region: facts.eks.region,
        vpcId: facts.eks.networkId,
      }),
    identities: {
      "load-balancer": {
        namespace: "kube-system",
        serviceAccount: "aws-load-balancer-controller",
        buckets: [],
        makesLoadBalancers: true,
      },
    },
  },
  "external-secrets": {
    build: ({ scope, facts, common }) =>
      new ExternalSecrets(scope, "external-secrets", {
        ...common,
        identity: facts.identity("external-secrets"),
        provider: facts.secretProvider,
        ...(facts.furtherSecretStores && { furtherStores: facts.furtherSecretStores }),
      }),
    identities: {
      "external-secrets": {
        namespace: "external-secrets",
        serviceAccount: "external-secrets",
        buckets: [],
        readsSecrets: true,
      },
    },
  },
  "metrics-server": {
    build: ({ scope, common }) => new MetricsServer(scope, "metrics-server", common),
  },
  kyverno: {
    build: ({ scope, environment, platform, facts, common }) =>
      new Kyverno(scope, "kyverno", {
        ...common,
        allowedRegistries: allowedImages(platform.mirror, facts.imageRegistry),
        signatures: signaturesOf(environment, facts.imageRegistry),
        ...(facts.registryAuthority !== undefined && { registryAuthority: facts.registryAuthority }),
        identity: facts.identity("kyverno"),
      }),
    // It reads the signatures next to the images.
    identities: {
      kyverno: {
        namespace: NAMESPACES.kyverno,
        serviceAccount: "kyverno-admission-controller",
        buckets: [],
        readsImages: true,
      },
    },
  },
  "nvidia-device-plugin": {
    build: ({ scope, common }) => new NvidiaDevicePlugin(scope, "nvidia-device-plugin", common),
  },
  karpenter: {
    build: ({ scope, facts: { eks }, common }) => eks && new Karpenter(scope, "karpenter", { ...common, ...eks.nodes }),
    identities: {
      karpenter: {
        namespace: "kube-system",
        serviceAccount: "karpenter",
        buckets: [],
        makesNodes: true,
      },
    },
  },
  velero: {
    build: ({ scope, environment, facts, common }) =>
      new Velero(scope, "velero", {
        ...common,
        identity: facts.identity("backup"),
        bucket: facts.bucket("backups"),
        plugin: facts.backupPlugin,
        ...(facts.backupPrefix !== undefined && { prefix: facts.backupPrefix }),
        ...(facts.snapshots && { snapshots: facts.snapshots }),
        retentionDays: environment.buckets.noncurrentVersionDays,
      }),
    identities: {
      backup: {
        namespace: "velero",
        serviceAccount: "velero",
        buckets: [{ bucket: "backups", access: "read-write" }],
      },
    },
  },
} satisfies ComponentRows;
