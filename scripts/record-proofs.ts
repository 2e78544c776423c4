import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { openPlatform } from "../checks/platform/platform";
import type { Proof, Proofs } from "../checks/platform/proofs";
import { environmentId } from "../src/environment/names";

/**
 * Records what `npm run test:platform -- --json --outputFile=FILE` proved, for `docs/reference/proofs.md`:
 * `npx tsx scripts/record-proofs.ts FILE [CONDITION…]`. A later run replaces the same test's earlier result.
 */
const RECORD = resolve(__dirname, "../docs/reference/proofs.json");

interface Report {
  readonly startTime: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

async function record(file: string, conditions: readonly string[]): Promise<void> {
  const { environment, cluster } = openPlatform();
  const version = JSON.parse(await cluster.kubectl(["version", "--output=json"])).serverVersion.gitVersion;
  const known: Record<string, Proofs> = existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, "utf8")) : {};
  const id = environmentId(environment);
  const proofs = proofsOf(JSON.parse(readFileSync(file, "utf8")));
  const isNew = ({ of, title }: Proof) => proofs.some((proof) => proof.of === of && proof.title === title);
  const kept = (known[id]?.proofs ?? []).filter((proof) => !isNew(proof));
  const all = [...kept, ...proofs].sort((left, right) => key(left).localeCompare(key(right)));
  const recorded = { ...known, [id]: { kubernetes: version, conditions, proofs: all } };
  writeFileSync(RECORD, `${JSON.stringify(recorded, null, 2)}\n`);
}

function key({ of, title }: Proof): string {
  return `${of} ${title}`;
}

/** Skipped tests prove nothing. */
function proofsOf({ startTime, testResults }: Report): Proof[] {
  const date = new Date(startTime).toISOString().slice(0, 10);
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "passed" || status === "failed")
      .map(({ ancestorTitles: [of = "platform"], title, status }) => ({
        of,
        title,
        passed: status === "passed",
        date,
      })),
  );
}

const [file = "", ...conditions] = process.argv.slice(2);
record(file, conditions).catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
