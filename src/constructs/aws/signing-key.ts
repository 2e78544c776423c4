import type { PolicyStatement } from "./policy-document";
import type { Grantee } from "./role";

/** A key that signs and exists already: its owner decides who may, and what it signed outlives every environment. */
export interface ISigningKey {
  /** Reading the public part, and what kind of key it is. */
  grantVerify(grantee: Grantee): void;
  /** Signing as well. */
  grantSign(grantee: Grantee): void;
}

/** Where names without an account or a region are looked for. */
export interface SigningKeyPlace {
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
}

export const SigningKey = {
  /**
   * @param reference as cosign spells it: `awskms:///alias/…`, `awskms:///<id>`, or either as an ARN
   * https://docs.sigstore.dev/cosign/key_management/overview/
   * @throws Error for a reference to anything else
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

/** What cosign asks of KMS: https://github.com/sigstore/sigstore/blob/main/pkg/signature/kms/aws/client.go */
const READ = ["kms:DescribeKey", "kms:GetPublicKey"] as const;

const REFERENCE = /^awskms:\/\/[^/]*\/(?:(arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}):)?(?:key\/)?(alias\/.+|[\w-]+)$/;

/** An alias is no resource of a policy, so it stands in a condition: https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html */
function keyOf(
  reference: string,
  { accountId, region }: SigningKeyPlace,
): Pick<PolicyStatement, "resources" | "conditions"> {
  const [, owner = `arn:aws:kms:${region}:${accountId}`, name] = REFERENCE.exec(reference) ?? [];
  if (name === undefined)
    throw new Error(`${reference} is no key of AWS: awskms:///alias/… or awskms:///arn:… is expected`);
  return name.startsWith("alias/")
    ? {
        resources: [`${owner}:key/*`],
        conditions: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": [name] } },
      }
    : { resources: [`${owner}:key/${name}`] };
}
