import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import { Construct } from "../../framework/terraform";

export interface StorageClassProps {
  /** Name for volume claims to use. */
  readonly name: string;
  readonly provisioner: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Expandable volumes in the zone of the pod that requests them. */
export class StorageClass extends Construct {
  constructor(scope: Construct, id: string, { name, provisioner, parameters }: StorageClassProps) {
    super(scope, id);
    new StorageClassV1(this, "storage-class", {
      metadata: { name, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
      storageProvisioner: provisioner,
      parameters: { ...parameters },
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
      reclaimPolicy: "Delete",
    });
  }
}
