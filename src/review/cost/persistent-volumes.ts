import type { CloudProvider } from "../../facts/provider";
import { isObject, isScalar, type Json, type ResourceGraph } from "../model";
import type { Bill } from "./bill";
import { ebsVolume } from "./ebs-volume";
import type { CostLine } from "./estimate";

/** A volume that a pod requests. */
interface Claim {
  readonly size: Json;
  readonly storageClass: Json | undefined;
  /** One per replica. */
  readonly copies: number;
}

/** The disk type behind a storage class, as the cloud names it. */
interface Disk {
  readonly type: string;
  /** Settings that AWS bills beyond the base of gp3. */
  readonly iops: number;
  readonly throughput: number;
}

/**
 * Built-in storage classes of the clouds' clusters.
 * https://cloud.google.com/kubernetes-engine/docs/concepts/persistent-volumes#storageclasses
 */
const KNOWN_CLASSES: Readonly<Record<CloudProvider, Readonly<Record<string, string>>>> = {
  aws: { gp2: "gp2" },
  google: { standard: "pd-standard", "standard-rwo": "pd-balanced", "premium-rwo": "pd-ssd" },
};

/** A storage class in Terraform's and in Kubernetes' form. */
const CLASS_TYPES = ["kubernetes_storage_class_v1", "kubernetes_storage_class", "kubernetes/StorageClass"];

/** The disks that chart values request, in the forms of Kubernetes and most charts. */
export function persistentVolumes(values: Json, bill: Bill, graph: ResourceGraph, provider: CloudProvider): CostLine[] {
  return claimsIn(values, 1).flatMap((claim) => {
    const size = gibibytes(claim.size);
    const disk = diskOf(claim.storageClass, graph, provider);
    if (size === undefined) return [bill.unpriced("persistent volumes", "their size is unknown")];
    if (!disk) return [bill.unpriced("persistent volumes", `their storage class ${className(claim)} is not known`)];
    if (provider === "aws")
      return ebsVolume(bill, "persistent volume", { ...disk, size }, (each) => ({ quantity: each * claim.copies }));
    const price = disk.type.replace("pd-", "pd.");
    return [bill.line({ item: `persistent volumes ${disk.type}`, quantity: size * claim.copies, price })];
  });
}

function claimsIn(value: Json, copies: number): Claim[] {
  if (Array.isArray(value)) return value.flatMap((item) => claimsIn(item, copies));
  if (!isObject(value)) return [];
  const { resources, persistence } = value;
  const here = replicasOf(value) ?? copies;
  const requests = isObject(resources) && isObject(resources.requests) ? resources.requests : {};
  const own: Claim[] =
    requests.storage === undefined
      ? []
      : [{ size: requests.storage, storageClass: value.storageClassName ?? value.storageClass, copies: here }];
  const chart: Claim[] =
    isObject(persistence) && persistence.enabled === true
      ? [
          {
            size: persistence.size ?? null,
            storageClass: persistence.storageClass ?? persistence.storageClassName,
            copies: here,
          },
        ]
      : [];
  return [...own, ...chart, ...Object.values(value).flatMap((item) => claimsIn(item, here))];
}

function replicasOf({ replicas, replicaCount }: Readonly<Record<string, Json>>): number | undefined {
  const written = replicas ?? replicaCount;
  return typeof written === "number" ? written : undefined;
}

const UNITS: Readonly<Record<string, number>> = {
  Mi: 1 / 1024,
  Gi: 1,
  Ti: 1024,
  M: 1e6 / 1024 ** 3,
  G: 1e9 / 1024 ** 3,
  T: 1e12 / 1024 ** 3,
};

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
function gibibytes(size: Json): number | undefined {
  const [, number = "", unit = ""] = (isScalar(size) ? String(size) : "").match(/^(\d+(?:\.\d+)?)([KMGT]i?)$/) ?? [];
  const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  return factor === undefined ? undefined : Number(number) * factor;
}

function diskOf(name: Json | undefined, graph: ResourceGraph, provider: CloudProvider): Disk | undefined {
  const written = graph.ofType(...CLASS_TYPES).find((candidate) => {
    const own = graph.attribute(candidate, "metadata.name");
    return own.kind === "known" && own.value === name;
  });
  const text = (key: string) => {
    const value = written && graph.attribute(written, `parameters.${key}`);
    return value?.kind === "known" && isScalar(value.value) ? String(value.value) : undefined;
  };
  const known = typeof name === "string" && Object.hasOwn(KNOWN_CLASSES[provider], name);
  const type = written ? text("type") : known ? KNOWN_CLASSES[provider][name] : undefined;
  return type === undefined
    ? undefined
    : { type, iops: Number(text("iops") ?? 0), throughput: Number(text("throughput") ?? 0) };
}

function className({ storageClass }: Claim): string {
  return typeof storageClass === "string" ? storageClass : "(none)";
}
