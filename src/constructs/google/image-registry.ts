import { ArtifactRegistryRepository } from "@cdktf/provider-google/lib/artifact-registry-repository";
import { ArtifactRegistryRepositoryIamMember } from "@cdktf/provider-google/lib/artifact-registry-repository-iam-member";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { Grantee } from "./workload-identity";

export interface ImageRegistryProps {
  /** Name of the repository; images are below it. */
  readonly name: string;
  readonly projectId: string;
  readonly region: string;
  /** Customer-managed key for the layers. */
  readonly key: contracts.EncryptionKey;
  /** Days after which untagged images are deleted. @default 14 */
  readonly untaggedExpiryDays?: number;
  /** Prevent deletion of the repository. @default true */
  readonly deletionProtection?: boolean;
}

/** An Artifact Registry repository with immutable tags and scan on push, encrypted with a customer-managed key. */
export class ImageRegistry extends Construct implements contracts.ImageRegistry {
  readonly repository: ArtifactRegistryRepository;
  readonly address: string;
  readonly region: string;

  constructor(scope: Construct, id: string, props: ImageRegistryProps) {
    super(scope, id);
    this.address = `${props.region}-docker.pkg.dev/${props.projectId}/${props.name}`;
    this.region = props.region;
    this.repository = new ArtifactRegistryRepository(this, "repository", {
      repositoryId: props.name,
      project: props.projectId,
      location: props.region,
      format: "DOCKER",
      kmsKeyName: props.key.id,
      dockerConfig: { immutableTags: true },
      vulnerabilityScanningConfig: { enablementConfig: "INHERITED" },
      cleanupPolicies: [
        {
          id: "untagged",
          action: "DELETE",
          condition: { tagState: "UNTAGGED", olderThan: `${(props.untaggedExpiryDays ?? 14) * 86_400}s` },
        },
      ],
      lifecycle: { preventDestroy: props.deletionProtection ?? true },
    });
    waitFor(this.repository, props.key);
  }

  grantPull(grantee: Grantee): void {
    new ArtifactRegistryRepositoryIamMember(grantee, "pull-images", {
      repository: this.repository.name,
      location: this.region,
      role: "roles/artifactregistry.reader",
      member: grantee.member,
    });
  }

  grantPush(grantee: Grantee): void {
    new ArtifactRegistryRepositoryIamMember(grantee, "push-images", {
      repository: this.repository.name,
      location: this.region,
      role: "roles/artifactregistry.writer",
      member: grantee.member,
    });
  }
}
