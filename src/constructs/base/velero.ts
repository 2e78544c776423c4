import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import type { JsonObject } from "../kubernetes/json";
import { mirroredImage } from "../kubernetes/mirror";
import { NAMESPACES } from "../kubernetes/names";
import { resources, SECCOMP } from "../kubernetes/workload";

export interface VeleroProps extends ComponentProps {
  readonly identity: contracts.WorkloadIdentity;
  readonly bucket: contracts.ObjectStore;
  /** Plugin for the cloud: its provider name, its image, and the `config` of a backup location. */
  readonly plugin: { readonly provider: string; readonly image: string; readonly config: JsonObject };
  /** Backups are deleted after this many days. */
  readonly retentionDays: number;
}

/** The image names its user by name, which `runAsNonRoot` can't check. */
const HARDENED: JsonObject = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};

/** Nightly backups of everything on the cluster into the backup bucket. https://velero.io */
export class Velero extends Component {
  override readonly identity: contracts.WorkloadIdentity;

  constructor(scope: Construct, id: string, props: VeleroProps) {
    super(
      scope,
      id,
      "velero",
      { name: NAMESPACES.velero, podSecurity: "baseline", admits: [NAMESPACES.monitoring] },
      props,
    );
    this.identity = props.identity;
    const server = this.workload("velero", { cpuMillis: 100, memoryMiB: 512 });
    const { provider, image, config } = props.plugin;
    // The chart's own way is a job with an image of kubectl, which is neither pinned nor in a mirror.
    this.define("velero", { backupsEnabled: false, snapshotsEnabled: false, upgradeCRDs: false });
    this.install(
      "velero",
      {
        resources: resources(server),
        podSecurityContext: SECCOMP,
        containerSecurityContext: HARDENED,
        credentials: { useSecret: false },
        serviceAccount: {
          server: { name: props.identity.serviceAccount, annotations: props.identity.annotations },
        },
        initContainers: [
          {
            name: "plugin",
            image: mirroredImage(image, this.mirror),
            resources: resources({ cpuMillis: 10, memoryMiB: 64 }),
            securityContext: HARDENED,
            volumeMounts: [{ mountPath: "/target", name: "plugins" }],
          },
        ],
        configuration: {
          backupStorageLocation: [{ name: "default", provider, bucket: props.bucket.name, default: true, config }],
          volumeSnapshotLocation: [],
        },
        snapshotsEnabled: false,
        schedules: {
          nightly: {
            schedule: "0 1 * * *",
            template: { ttl: `${props.retentionDays * 24}h0m0s`, includedNamespaces: ["*"] },
          },
        },
        metrics: { serviceMonitor: { enabled: true, autodetect: false } },
        upgradeCRDs: false,
      },
      { timeoutSeconds: 900, skipCrds: true },
    );
  }
}
