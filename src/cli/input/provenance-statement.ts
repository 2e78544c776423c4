import { readFileSync } from "node:fs";
import { InputError } from "../../problems/problem";

/** The content of a provenance statement about a version. */
export interface Provenance {
  /** Folder of the version. */
  readonly modelUri: string;
  readonly builder: string;
  readonly run: string;
  /** Code, data and environment, each with its digest; identified by its URI, or by its name if it has none. */
  readonly materials: readonly { readonly uri: string; readonly digest: string }[];
}

/** https://github.com/in-toto/attestation/tree/main/spec/v1, https://slsa.dev/spec/v1.0/provenance */
interface Statement {
  readonly payload?: string;
  readonly predicateType?: string;
  readonly predicate?: {
    readonly buildDefinition?: {
      readonly externalParameters?: { readonly model?: { readonly uri?: string } };
      readonly resolvedDependencies?: readonly {
        readonly name?: string;
        readonly uri?: string;
        readonly digest?: Readonly<Record<string, string>>;
      }[];
    };
    readonly runDetails?: {
      readonly builder?: { readonly id?: string };
      readonly metadata?: { readonly invocationId?: string };
    };
  };
}

/**
 * Reads a statement, either plain or in its DSSE envelope. The signature is not verified here; `mlops-delivery
 * provenance verify` and the cluster's policy do that.
 * @throws InputError for a file that is not a provenance statement
 */
export function readStatement(path: string): Provenance {
  try {
    const { predicateType, predicate } = parsed(readFileSync(path, "utf8"));
    if (!predicateType?.startsWith("https://slsa.dev/provenance/")) throw new Error("another type of statement");
    return {
      modelUri: predicate?.buildDefinition?.externalParameters?.model?.uri ?? "unknown",
      builder: predicate?.runDetails?.builder?.id ?? "unknown",
      run: predicate?.runDetails?.metadata?.invocationId ?? "unknown",
      materials: (predicate?.buildDefinition?.resolvedDependencies ?? []).map(
        ({ name = "unknown", uri = name, digest = {} }) => ({
          uri,
          digest: Object.entries(digest)
            .map(([algorithm, value]) => `${algorithm}:${value}`)
            .join(" "),
        }),
      ),
    };
  } catch (error) {
    throw new InputError([
      {
        source: path,
        path: "",
        found: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error),
        expected: "an SLSA provenance statement as JSON, plain or in a DSSE envelope",
        remedy: "Pass the file provenance.intoto.jsonl in the folder of the version.",
      },
    ]);
  }
}

function parsed(text: string): Statement {
  const outer: Statement = JSON.parse(text.trim().split("\n")[0] ?? "");
  return outer.payload === undefined ? outer : JSON.parse(Buffer.from(outer.payload, "base64").toString("utf8"));
}
