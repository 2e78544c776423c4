import { CLOUDS, type CloudProvider } from "./provider";

/** Who signs images and models. */
export type Signer =
  | {
      readonly kind: "workflow";
      /** `https://github.com/<owner>/<name>/.github/workflows/<file>@<ref>`; `*` is a wildcard. */
      readonly address: string;
    }
  | {
      readonly kind: "key";
      /** Key in cosign's format, which starts with its scheme. */
      readonly reference: string;
      /** The cloud that has the key; `undefined` for other key stores. */
      readonly provider: CloudProvider | undefined;
    }
  | {
      readonly kind: "public-key";
      /** PEM. */
      readonly key: string;
    };

const PUBLIC_KEY = "-----BEGIN PUBLIC KEY-----";

/** Schemes of the clouds' keys: https://docs.sigstore.dev/cosign/key_management/overview/ */
export const KEY_SCHEMES: Readonly<Record<CloudProvider, string>> = { aws: "awskms", google: "gcpkms" };

/** Reads the form that environment files and props have: a workflow's address, a reference to a key, or a public key. */
export function parseSigner(text: string): Signer {
  if (text.startsWith("https://")) return { kind: "workflow", address: text };
  if (text.startsWith(PUBLIC_KEY)) return { kind: "public-key", key: text };
  const provider = CLOUDS.find((each) => text.startsWith(`${KEY_SCHEMES[each]}:`));
  return { kind: "key", reference: text, provider };
}
