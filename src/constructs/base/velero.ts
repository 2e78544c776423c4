import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { NAMESPACES } from "../kubernetes/names";
import { resources, SECCOMP } from "../kubernetes/workload";

export interface VeleroProps extends ComponentProps {
  readonly identity: contracts.WorkloadIdentity;
  readonly bucket: contracts.ObjectStore;
  /** Folder of its backups. Velero rejects a folder that has others as well. @default - the whole bucket */
  readonly prefix?: string;
  /** Plugin for the object store: its provider name, its image, and the `config` of a backup location. */
  readonly plugin: { readonly provider: string; readonly image: string; readonly config: JsonObject };
  /**
   * How the cloud takes snapshots of volumes: its CSI driver, and the parameters of a snapshot class.
   * @default - backups are without the content of volumes
   */
  readonly snapshots?: Snapshots;
  /** Backups are deleted after this many days. */
  readonly retentionDays: number;
}

interface Snapshots {
  readonly driver: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Every night at 01:00 UTC. */
export const BACKUP_SCHEDULE = "0 1 * * *";

/** The image's user is a name, which `runAsNonRoot` can't verify. */
const HARDENED: JsonObject = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};

/**
 * Nightly backups of every object on the cluster to the backup bucket, and snapshots of the volumes by the cloud's CSI
 * driver, for which the cluster needs the snapshot controller. https://velero.io/docs/v1.18/csi/
 */
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
    // The chart would use a job with a kubectl image that is neither pinned nor mirrored.
    this.define("velero", { backupsEnabled: false, snapshotsEnabled: false, upgradeCRDs: false });
    if (props.snapshots) this.apply("snapshots", [snapshotClass(props.snapshots)]);
    this.install(
      "velero",
      {
        resources: resources(server),
        podSecurityContext: SECCOMP,
        containerSecurityContext: HARDENED,
        credentials: {
          useSecret: false,
          ...(props.identity.keySecret !== undefined && { extraSecretRef: props.identity.keySecret }),
        },
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
          backupStorageLocation: [
            {
              name: "default",
              provider,
              bucket: props.bucket.name,
              ...(props.prefix !== undefined && { prefix: props.prefix }),
              default: true,
              config,
            },
          ],
          // The CSI driver takes the snapshots: Velero has no permissions on volumes, and no location for their
          // snapshots.
          volumeSnapshotLocation: [],
          ...(props.snapshots && { features: "EnableCSI" }),
        },
        snapshotsEnabled: false,
        schedules: {
          nightly: {
            schedule: BACKUP_SCHEDULE,
            template: {
              ttl: `${props.retentionDays * 24}h0m0s`,
              includedNamespaces: ["*"],
              ...(!props.snapshots && { snapshotVolumes: false }),
            },
          },
        },
        metrics: { serviceMonitor: { enabled: true, autodetect: false } },
        upgradeCRDs: false,
      },
      { timeoutSeconds: 900, skipCrds: true },
    );
  }
}

/**
 * The class that Velero finds by its label. It retains snapshots when their object is deleted; an expiring backup
 * deletes its own.
 */
function snapshotClass({ driver, parameters }: Snapshots): Manifest {
  return {
    apiVersion: "snapshot.storage.k8s.io/v1",
    kind: "VolumeSnapshotClass",
    metadata: { name: "backup", labels: { "velero.io/csi-volumesnapshot-class": "true" } },
    driver,
    deletionPolicy: "Retain",
    parameters,
  };
}
