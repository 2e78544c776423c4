import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { type PolicyStatement, policyDocument } from "./policy-document";

export interface KeyProps {
  /** Name; the alias becomes `alias/<name>`. */
  readonly name: string;
  /** What the key protects, for whoever finds it in the console. */
  readonly description: string;
  /** The 12 digits of the account that owns the key. */
  readonly accountId: string;
  readonly region: string;
  /**
   * Services through which anybody with permissions in this account may use the key, e.g. `ec2` for the disks of
   * autoscaled nodes: their service-linked role doesn't exist yet in a new account and can't be named in a policy.
   * @default - none
   */
  readonly viaServices?: readonly string[];
  /**
   * Lets CloudWatch Logs of this account encrypt log groups.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   * @default false
   */
  readonly forLogs?: boolean;
  /** Refuse to delete the key: without it, everything that it encrypted is lost. @default true */
  readonly deletionProtection?: boolean;
}

export interface KeyAttributes {
  readonly arn: string;
}

/** Days between the order to delete a key and its end: the longest that KMS offers. */
const DELETION_WINDOW_DAYS = 30;

const USE_KEY = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

/** An own KMS key with yearly rotation. */
export class Key extends Construct implements contracts.EncryptionKey {
  readonly key: KmsKey;
  readonly alias: KmsAlias;

  /** A key that exists already. */
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
