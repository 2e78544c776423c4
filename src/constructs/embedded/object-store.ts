import { IMAGES } from "../../catalogue/images";
import { EMBEDDED_SERVERS } from "../../facts/embedded-servers";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { JsonObject } from "../kubernetes/json";
import { ManifestBundle } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { resources } from "../kubernetes/workload";
import { VALUE } from "./generated-secret";
import { CONTAINER, hostOf, podDefaults, probes, statefulServer } from "./stateful";
import type { StaticKey } from "./static-key";

export interface ObjectStoreProps {
  readonly namespace: string;
  /** Created when the server starts, if they don't exist. */
  readonly buckets: readonly string[];
  /** Each may do what its actions list, and nothing else. */
  readonly keys: readonly StaticKey[];
  /** Bucket whose objects are deleted after some days. */
  readonly expiring: { readonly bucket: string; readonly days: number };
  readonly storageClass: string;
  readonly storageGiB: number;
  /** @default - the public registries */
  readonly mirror?: string;
  /** Revision of the keys: the server reads them when it starts. */
  readonly revision: number;
}

const NAME = "object-store";

/** Port of the S3 API. */
export const S3_PORT = 8333;

/** Port of the metrics. */
export const METRICS_PORT = 9327;

/** Files below this folder are made from the keys when a pod starts. */
const SETTINGS = "/settings";
const KEYS = "/keys";

/** User of the image: https://github.com/seaweedfs/seaweedfs/blob/4.53/docker/Dockerfile.go_build */
const USER = 1000;

/**
 * An S3 server: SeaweedFS with all its parts in one process, the form that its developers recommend for one machine.
 * https://github.com/seaweedfs/seaweedfs/wiki/Quick-Start-with-weed-mini
 */
export class ObjectStore extends Construct {
  readonly bundle: ManifestBundle;

  /** URL for clients on the cluster. */
  static endpointIn(namespace: string): string {
    return `http://${hostOf(NAME, namespace)}:${S3_PORT}`;
  }

  constructor(scope: Construct, id: string, props: ObjectStoreProps) {
    super(scope, id);
    const { namespace, storageClass, storageGiB } = props;
    this.bundle = new ManifestBundle(this, "server", {
      name: NAME,
      namespace,
      timeoutSeconds: 600,
      manifests: statefulServer({
        name: NAME,
        namespace,
        ports: { s3: S3_PORT, metrics: METRICS_PORT },
        annotations: { "mlops/keys-revision": `${props.revision}` },
        pod: podOf(props),
        storageClass,
        storageGiB,
      }),
    });
    waitFor(this.bundle, ...props.keys.map(({ secret }) => secret));
  }
}

function podOf({ keys, buckets, expiring, mirror = "" }: ObjectStoreProps): JsonObject {
  const image = mirroredImage(IMAGES.seaweedfs, mirror);
  const settings = { name: "settings", mountPath: SETTINGS };
  const healthy = { httpGet: { path: "/healthz", port: "s3" } };
  return {
    ...podDefaults(USER),
    initContainers: [
      {
        name: "settings",
        image,
        command: ["sh", "-ec", settingsScript(keys)],
        resources: resources({ cpuMillis: 10, memoryMiB: 32 }),
        securityContext: CONTAINER,
        volumeMounts: [settings, { name: "keys", mountPath: KEYS, readOnly: true }],
      },
    ],
    containers: [
      {
        name: NAME,
        image,
        command: ["/usr/bin/weed", "-logtostderr=true", "mini"],
        args: [
          "-dir=/data",
          `-bucket=${buckets.join(",")}`,
          `-s3.port=${S3_PORT}`,
          `-s3.config=${SETTINGS}/s3.json`,
          `-metricsPort=${METRICS_PORT}`,
          // Without the other interfaces, nothing but S3 leads to the objects.
          ...["-admin.ui=false", "-webdav=false", "-s3.port.iceberg=0", "-s3.port.lance=0", "-s3.iam=false"],
          "-master.telemetry=false",
        ],
        ports: [
          { name: "s3", containerPort: S3_PORT },
          { name: "metrics", containerPort: METRICS_PORT },
        ],
        lifecycle: { postStart: { exec: { command: ["sh", "-ec", expiryScript(expiring)] } } },
        ...probes(healthy),
        resources: resources(EMBEDDED_SERVERS["object-store"]),
        securityContext: CONTAINER,
        volumeMounts: [
          { name: "data", mountPath: "/data" },
          { ...settings, readOnly: true },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "settings", emptyDir: { medium: "Memory" } },
      { name: "tmp", emptyDir: {} },
      {
        name: "keys",
        projected: {
          sources: keys.map(({ consumer, name }) => ({
            secret: { name, items: [{ key: VALUE, path: consumer }] },
          })),
        },
      },
    ],
  };
}

/**
 * The server stores the setting, which applies to objects that are written from then on. The command fails until the
 * server answers.
 */
function expiryScript({ bucket, days }: ObjectStoreProps["expiring"]): string {
  const command = `fs.configure -locationPrefix=/buckets/${bucket}/ -ttl=${timeToLive(days)} -apply`;
  return `until echo '${command}' | weed shell -master=localhost:9333; do sleep 1; done`;
}

/** Up to 255 of a unit: longer times are whole weeks, then months of 30 days, and at least the days that are given. */
function timeToLive(days: number): string {
  const units = [
    ["d", 1],
    ["w", 7],
    ["M", 30],
  ] as const;
  const [unit, length] = units.find(([, length]) => days <= 255 * length) ?? units[2];
  return `${Math.ceil(days / length)}${unit}`;
}

/** The shell reads the keys, which only contain letters and digits, so that they appear in no manifest. */
function settingsScript(keys: readonly StaticKey[]): string {
  const identities = keys.map(({ consumer, actions }) => ({
    name: consumer,
    credentials: [{ accessKey: consumer, secretKey: `$(cat ${KEYS}/${consumer})` }],
    actions,
  }));
  return [`cat > ${SETTINGS}/s3.json <<JSON`, JSON.stringify({ identities }), "JSON"].join("\n");
}
