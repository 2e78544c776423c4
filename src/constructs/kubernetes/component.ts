import { CATALOGUE } from "../../catalogue/catalogue";
import type { ChartPin, ComponentName } from "../../catalogue/component";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { HelmRelease, type HelmReleaseProps } from "./helm-release";
import type { JsonObject } from "./json";
import { type Manifest, ManifestBundle } from "./manifest-bundle";
import { Namespace, type NamespaceProps } from "./namespace";
import { ResourceDefinitions } from "./resource-definitions";
import { apart, type Daemon, spread, type Workload } from "./workload";

/** Options of every component. */
export interface ComponentProps {
  /** Several replicas, spread across zones, that are never all down at once. @default true */
  readonly highlyAvailable?: boolean;
  /** Registry that holds charts and images, e.g. `oci://registry.example.com/mirror`. @default - the public ones */
  readonly mirror?: string;
  /** A laptop with a few pods: less memory for what grows with a cluster. @default false */
  readonly small?: boolean;
}

/**
 * A component of the platform: a namespace, charts of the catalogue and manifests, each waiting for the one before. A
 * component's dependencies are data (`needs` in the catalogue); the caller that combines components orders them.
 */
export abstract class Component extends Construct {
  /** The cluster that it runs on. */
  readonly namespace: string;
  /** Web address for users. */
  readonly endpoint: string | undefined = undefined;
  readonly identity: contracts.WorkloadIdentity | undefined = undefined;
  protected readonly mirror: string;
  protected readonly highlyAvailable: boolean;
  private readonly small: boolean;
  private readonly steps: Construct[] = [];
  private readonly sized: Workload[] = [];
  private readonly onNodes: Daemon[] = [];

  constructor(
    scope: Construct,
    id: string,
    readonly component: ComponentName,
    namespace: NamespaceProps | { readonly existing: string },
    props: ComponentProps,
  ) {
    super(scope, id);
    this.mirror = props.mirror ?? "";
    this.highlyAvailable = props.highlyAvailable ?? true;
    this.small = props.small ?? false;
    if ("existing" in namespace) {
      this.namespace = namespace.existing;
    } else {
      this.namespace = namespace.name;
      this.steps.push(new Namespace(this, "namespace", namespace));
    }
  }

  /** What is created first and removed last. */
  get first(): Construct {
    return this.steps[0] ?? this;
  }

  /** What is created after the namespace. */
  get second(): Construct {
    return this.steps[1] ?? this;
  }

  /** What is created last and removed first. */
  get last(): Construct {
    return this.steps.at(-1) ?? this;
  }

  /** Every manifest that the component applies, for the tests against a real API server. */
  get manifests(): readonly Manifest[] {
    return this.steps.flatMap((step) => (step instanceof ManifestBundle ? [...step.manifests] : []));
  }

  /** Every chart that the component installs. */
  get releases(): readonly HelmRelease[] {
    return this.steps.filter((step): step is HelmRelease => step instanceof HelmRelease);
  }

  /** Its pods, for the inventory. */
  get workloads(): readonly Workload[] {
    return this.sized;
  }

  /** Pods that it runs on each node, for the inventory. */
  get daemons(): readonly Daemon[] {
    return this.onNodes;
  }

  /** Records the requests of a pod that runs on each node. */
  protected daemon(daemon: Daemon): Daemon {
    this.onNodes.push(daemon);
    return daemon;
  }

  /**
   * Records the requests of a part; `replicas` of them if it has to be highly available, otherwise one. `smallMiB` is
   * its memory on a laptop, if that is less.
   */
  protected workload(
    name: string,
    {
      smallMiB,
      ...size
    }: Omit<Workload, "name" | "replicas"> & { readonly replicas?: number; readonly smallMiB?: number },
  ): Workload {
    const workload = {
      name,
      ...size,
      ...(this.small && smallMiB !== undefined && { memoryMiB: smallMiB }),
      replicas: this.highlyAvailable ? (size.replicas ?? 1) : 1,
    };
    this.sized.push(workload);
    return workload;
  }

  /** Keeps replicas of a workload apart, if it has several: the value that most charts have for this. */
  protected spread(labels: Readonly<Record<string, string>>): JsonObject {
    return this.highlyAvailable ? { topologySpreadConstraints: spread(labels) } : {};
  }

  /** The same for charts without such a value: replicas of a workload prefer different nodes. */
  protected apart(labels: Readonly<Record<string, string>>): JsonObject {
    return this.highlyAvailable ? { affinity: apart(labels) } : {};
  }

  /** Installs a chart of the component, after everything added before. */
  protected install(
    name: string,
    values: JsonObject,
    options: Partial<Omit<HelmReleaseProps, "chart" | "values" | "mirror">> = {},
  ): HelmRelease {
    return this.next(
      new HelmRelease(this, options.name ?? name, {
        chart: this.chart(name),
        values,
        namespace: this.namespace,
        mirror: this.mirror,
        ...options,
      }),
    );
  }

  /** Applies the resource definitions of a chart of the component, after everything added before; they outlive it. */
  protected define(chart: string, values: JsonObject, name = `${chart}-crds`): ResourceDefinitions {
    return this.next(
      new ResourceDefinitions(this, name, {
        name,
        chart: this.chart(chart),
        namespace: this.namespace,
        values,
        mirror: this.mirror,
      }),
    );
  }

  /** Applies manifests, after everything added before. */
  protected apply(
    name: string,
    manifests: readonly Manifest[],
    namespace: string = this.namespace,
    timeoutSeconds?: number,
  ): ManifestBundle {
    return this.next(
      new ManifestBundle(this, name, {
        name,
        namespace,
        manifests,
        ...(timeoutSeconds !== undefined && { timeoutSeconds }),
      }),
    );
  }

  private next<Step extends Construct>(step: Step): Step {
    const before = this.steps.at(-1);
    if (before) waitFor(step, before);
    this.steps.push(step);
    return step;
  }

  private chart(name: string): ChartPin {
    const chart = CATALOGUE[this.component].charts.find((candidate) => candidate.name === name);
    if (!chart) throw new Error(`No chart ${name} in the catalogue for ${this.component}`);
    return chart;
  }
}
