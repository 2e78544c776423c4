import type { Architecture } from "./architecture";
import awsInstanceTypes from "./aws-instance-types.json";
import googleMachineTypes from "./google-machine-types.json";
import type { CloudProvider } from "./provider";

/** The properties of a machine type. */
export interface MachineType {
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly architecture: Architecture;
  /** NVIDIA GPUs; Inferentia, Trainium and AMD GPUs don't count, because the platform does not use them. */
  readonly gpus: number;
}

interface Row extends Omit<MachineType, "architecture"> {
  readonly architecture: string;
}

/**
 * The clouds' own descriptions of their machine types:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html and
 * https://cloud.google.com/compute/docs/machine-resource
 */
const MACHINE_TYPES: Readonly<Record<CloudProvider, Readonly<Record<string, Row>>>> = {
  aws: awsInstanceTypes,
  google: googleMachineTypes,
};

export function machineTypeNames(provider: CloudProvider): string[] {
  return Object.keys(MACHINE_TYPES[provider]);
}

/** `undefined` for a type that the cloud doesn't have. */
export function machineType(provider: CloudProvider, name: string): MachineType | undefined {
  const row = Object.hasOwn(MACHINE_TYPES[provider], name) ? MACHINE_TYPES[provider][name] : undefined;
  return row && { ...row, architecture: row.architecture === "arm64" ? "arm64" : "amd64" };
}
