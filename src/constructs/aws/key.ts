import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { type PolicyStatement, policyDocument } from "./policy-document";

export interface KeyProps {
  /** Name; the alias becomes `alias/<name>`. */
  readonly name: string;
  /** What the key protects; shown in the console. */
  readonly description: string;
  /** The 12 digits of the account that owns the key. */
  readonly accountId: string;
  readonly region: string;
  /**
   * Services through which any authorized principal of this account may use the key, e.g. `ec2` for the disks of
   * autoscaled nodes: their service-linked role doesn't exist yet in a new account and can't be named in a policy.
   * @default - none
   */
  readonly viaServices?: readonly string[];
  /**
   * Allow CloudWatch Logs of this account to encrypt log groups.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   * @default false
   */
  readonly forLogs?: boolean;
  /** Prevent deletion of the key: without it, all data encrypted with it is lost. @default true */
  readonly deletionProtection?: boolean;
}

export interface KeyAttributes {
  readonly arn: string;
}

/** Days between scheduling the deletion of a key and deleting it: the longest that KMS allows. */
const DELETION_WINDOW_DAYS = 30;

const USE_KEY = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

/** A customer-managed KMS key with yearly rotation. */
export class Key extends Construct implements contracts.EncryptionKey {
  readonly key: KmsKey;
  readonly alias: KmsAlias;

  /** An existing key. */
  static fromAttributes({ arn }: KeyAttributes): contracts.EncryptionKey {
    return { id: arn };
  }

  constructor(scope: Construct, id: string, props: KeyProps) {
    super(scope, id);
    this.key = new KmsKey(this, "key", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: policyDocument(keyPolicy(props)),
      lifecycle: { preventDestroy: props.deletionProtection ?? true },
      tags: { Name: props.name },
    });
    this.alias = new KmsAlias(this, "alias", { name: `alias/${props.name}`, targetKeyId: this.key.keyId });
  }

  get id(): string {
    return this.key.arn;
  }
}

function keyPolicy({ accountId, region, viaServices = [], forLogs = false }: KeyProps): PolicyStatement[] {
  const account: PolicyStatement = {
    sid: "AccountDecidesByIam",
    principals: { type: "AWS", identifiers: [`arn:aws:iam::${accountId}:root`] },
    actions: ["kms:*"],
    resources: ["*"],
  };
  const services: PolicyStatement = {
    sid: "ThroughServices",
    principals: "*",
    actions: [...USE_KEY, "kms:CreateGrant"],
    resources: ["*"],
    conditions: {
      StringEquals: {
        "kms:CallerAccount": [accountId],
        "kms:ViaService": viaServices.map((service) => `${service}.${region}.amazonaws.com`),
      },
    },
  };
  const logs: PolicyStatement = {
    sid: "CloudWatchLogs",
    principals: { type: "Service", identifiers: [`logs.${region}.amazonaws.com`] },
    actions: USE_KEY,
    resources: ["*"],
    conditions: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": [`arn:aws:logs:${region}:${accountId}:log-group:*`] },
    },
  };
  return [account, ...(viaServices.length > 0 ? [services] : []), ...(forLogs ? [logs] : [])];
}
