import type { PolicyStatement } from "./policy-document";
import type { Grantee } from "./role";

/** An existing signing key: its owner decides who may use it, and its signatures outlive every environment. */
export interface ISigningKey {
  /** Reads the public key and the key's metadata. */
  grantVerify(grantee: Grantee): void;
  /** Signs as well. */
  grantSign(grantee: Grantee): void;
}

/** Account and region for references that don't include them. */
export interface SigningKeyPlace {
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
}

export const SigningKey = {
  /**
   * @param reference in cosign's format: `awskms:///alias/…`, `awskms:///<id>`, or either as an ARN
   * https://docs.sigstore.dev/cosign/key_management/overview/
   * @throws Error if the reference is not an AWS KMS key
   */
  fromReference(reference: string, place: SigningKeyPlace): ISigningKey {
    const key = keyOf(reference, place);
    const allow = (name: string, ...actions: readonly string[]) => {
      const statement: PolicyStatement = { sid: "Key", actions, ...key };
      return (grantee: Grantee) => grantee.allow(name, [statement]);
    };
    return {
      grantVerify: allow("verify-signatures", ...READ),
      grantSign: allow("sign", ...READ, "kms:Sign"),
    };
  },
};

/** What cosign calls in KMS: https://github.com/sigstore/sigstore/blob/main/pkg/signature/kms/aws/client.go */
const READ = ["kms:DescribeKey", "kms:GetPublicKey"] as const;

const REFERENCE = /^awskms:\/\/[^/]*\/(?:(arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}):)?(?:key\/)?(alias\/.+|[\w-]+)$/;

/**
 * Policies can't use an alias as a resource, so it is a condition:
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
function keyOf(
  reference: string,
  { accountId, region }: SigningKeyPlace,
): Pick<PolicyStatement, "resources" | "conditions"> {
  const [, owner = `arn:aws:kms:${region}:${accountId}`, name] = REFERENCE.exec(reference) ?? [];
  if (name === undefined)
    throw new Error(`${reference} is not an AWS KMS key: expected awskms:///alias/… or awskms:///arn:…`);
  return name.startsWith("alias/")
    ? {
        resources: [`${owner}:key/*`],
        conditions: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": [name] } },
      }
    : { resources: [`${owner}:key/${name}`] };
}
