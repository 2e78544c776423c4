import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import type { Grantee } from "./role";

export interface ImageRegistryProps {
  /** Prefix of every repository's name. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** Repositories, e.g. `training` becomes `<name>/training`: ECR needs one repository per image. */
  readonly repositories: readonly string[];
  /** Customer-managed key for the layers. */
  readonly key: contracts.EncryptionKey;
  /** Days after which untagged images are deleted. @default 14 */
  readonly untaggedExpiryDays?: number;
  /** Prevent deletion of a repository that contains images. @default true */
  readonly deletionProtection?: boolean;
}

/** ECR repositories with immutable tags and scan on push, encrypted with a customer-managed key. */
export class ImageRegistry extends Construct implements contracts.ImageRegistry {
  readonly repositories: readonly EcrRepository[];
  readonly address: string;
  readonly region: string;

  constructor(scope: Construct, id: string, props: ImageRegistryProps) {
    super(scope, id);
    this.address = `${props.accountId}.dkr.ecr.${props.region}.amazonaws.com/${props.name}`;
    this.region = props.region;
    this.repositories = props.repositories.map((repository) => this.createRepository(repository, props));
  }

  grantPull(grantee: Grantee): void {
    grantee.allow("pull-images", [
      { sid: "LogIn", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      {
        sid: "Pull",
        actions: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:DescribeImages",
          "ecr:GetDownloadUrlForLayer",
        ],
        resources: this.repositories.map((repository) => repository.arn),
      },
    ]);
  }

  grantPush(grantee: Grantee): void {
    grantee.allow("push-images", [
      { sid: "LogIn", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      {
        sid: "Push",
        actions: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:DescribeImages",
          "ecr:GetDownloadUrlForLayer",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ],
        resources: this.repositories.map((repository) => repository.arn),
      },
    ]);
  }

  private createRepository(repository: string, props: ImageRegistryProps): EcrRepository {
    const { name, key, untaggedExpiryDays = 14, deletionProtection = true } = props;
    const ecr = new EcrRepository(this, repository, {
      name: `${name}/${repository}`,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: key.id }],
      forceDelete: !deletionProtection,
    });
    new EcrLifecyclePolicy(this, `${repository}-lifecycle`, {
      repository: ecr.name,
      policy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            description: "Images that no tag points at",
            selection: {
              tagStatus: "untagged",
              countType: "sinceImagePushed",
              countUnit: "days",
              countNumber: untaggedExpiryDays,
            },
            action: { type: "expire" },
          },
        ],
      }),
    });
    return ecr;
  }
}
