import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { EVICT_UNREADY } from "../kubernetes/disruption-budget";
import { NAMESPACES, TEAM_LABEL } from "../kubernetes/names";
import { authoritiesMap, trusting } from "../kubernetes/trusted-authorities";
import { resources } from "../kubernetes/workload";
import { type SignaturePoliciesProps, signedImages } from "./signed-images";

export interface KyvernoProps extends ComponentProps {
  /** Registries that pods of teams may use images from, as prefixes. */
  readonly allowedRegistries: readonly string[];
  /** Signer that images of the teams require. */
  readonly signatures: SignaturePoliciesProps;
  /** Certificates of the authorities that sign the registry's, PEM. @default - authorities that the image knows */
  readonly registryAuthority?: string;
  /** Identity that reads signatures from the registry. */
  readonly identity: contracts.WorkloadIdentity;
}

/**
 * Kyverno's webhooks fail closed, and those of a `ClusterPolicy` are called for the pods of every namespace, regardless
 * of what its rules match. No policy covers the platform's own pods, so these never wait for Kyverno. Models of Seldon
 * Core are in a namespace of the platform, and covered by a policy.
 */
const WITHOUT_PLATFORM = {
  matchExpressions: [
    {
      key: "kubernetes.io/metadata.name",
      operator: "NotIn",
      values: Object.values(NAMESPACES).filter((name) => name !== NAMESPACES.seldon),
    },
  ],
};

const REGISTRY_AUTHORITY = "registry-authority";

/** Admission policies for what teams run. https://kyverno.io */
export class Kyverno extends Component {
  override readonly identity: contracts.WorkloadIdentity;

  constructor(scope: Construct, id: string, props: KyvernoProps) {
    super(
      scope,
      id,
      "kyverno",
      { name: NAMESPACES.kyverno, admits: [NAMESPACES.monitoring], webhookPorts: [9443] },
      props,
    );
    this.identity = props.identity;
    const admission = this.workload("kyverno-admission-controller", {
      // Its webhooks fail closed: no pod of a team starts without it, not even that of a model that scales from zero.
      alert: "critical",
      replicas: 3,
      cpuMillis: 100,
      memoryMiB: 384,
    });
    const background = this.workload("kyverno-background-controller", { replicas: 2, cpuMillis: 50, memoryMiB: 256 });
    const cleanup = this.workload("kyverno-cleanup-controller", { replicas: 2, cpuMillis: 50, memoryMiB: 256 });
    const reports = this.workload("kyverno-reports-controller", { replicas: 2, cpuMillis: 50, memoryMiB: 512 });
    const { registryAuthority } = props;
    const trust = registryAuthority === undefined ? undefined : trusting(REGISTRY_AUTHORITY);
    if (registryAuthority !== undefined) {
      this.apply(REGISTRY_AUTHORITY, [authoritiesMap(REGISTRY_AUTHORITY, this.namespace, registryAuthority)]);
    }
    const common = {
      serviceMonitor: { enabled: true },
      podDisruptionBudget: { enabled: this.highlyAvailable, ...EVICT_UNREADY },
    };
    this.install("kyverno", {
      admissionController: {
        replicas: admission.replicas,
        container: { resources: resources(admission), ...(trust && { extraEnvVars: trust.env }) },
        ...(trust && { extraVolumes: trust.volumes, extraVolumeMounts: trust.volumeMounts }),
        rbac: { serviceAccount: { annotations: { ...props.identity.annotations } } },
        ...common,
      },
      backgroundController: { replicas: background.replicas, resources: resources(background), ...common },
      cleanupController: { replicas: cleanup.replicas, resources: resources(cleanup), ...common },
      reportsController: { replicas: reports.replicas, resources: resources(reports), ...common },
      config: { webhooks: { namespaceSelector: WITHOUT_PLATFORM } },
    });
    this.apply("team-policies", [
      this.allowRegistries(props.allowedRegistries),
      this.requireRequests(),
      signedImages(props.signatures),
    ]);
  }

  /** https://kyverno.io/docs/policy-types/validating-policy/ */
  private allowRegistries(registries: readonly string[]) {
    const allowed = registries.map((prefix) => `c.image.startsWith("${prefix}")`).join(" || ");
    return validatingPolicy("allowed-registries", [
      {
        expression: `variables.containers.all(c, ${allowed})`,
        message: `Images must come from ${registries.join(", ")}.`,
      },
    ]);
  }

  private requireRequests() {
    return validatingPolicy("requests-and-limits", [
      {
        expression:
          "variables.containers.all(c, has(c.resources) && has(c.resources.requests) && 'cpu' in c.resources.requests && has(c.resources.limits) && 'memory' in c.resources.limits)",
        message: "Every container must request CPU and limit its memory.",
      },
    ]);
  }
}

function validatingPolicy(name: string, validations: readonly { expression: string; message: string }[]) {
  return {
    apiVersion: "policies.kyverno.io/v1",
    kind: "ValidatingPolicy",
    metadata: { name },
    spec: {
      validationActions: ["Deny"],
      matchConstraints: {
        namespaceSelector: { matchExpressions: [{ key: TEAM_LABEL, operator: "Exists" }] },
        resourceRules: [
          { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["pods"] },
        ],
      },
      variables: [
        {
          name: "containers",
          expression: "object.spec.containers + object.spec.?initContainers.orValue([])",
        },
      ],
      validations: validations.map((validation) => ({ ...validation })),
    },
  };
}
