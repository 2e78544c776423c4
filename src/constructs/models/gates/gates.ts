import type { JsonObject } from "../../kubernetes/json";
import { GATES } from "../workflows/delivery-job";
import { deliveryTemplate, ENGINE, input, TARGET, type Template, VERSION_INPUTS } from "../workflows/workflow";

/** Checks that a version has to pass before it gets any traffic. */
export type Gate = "data" | "tests" | "champion" | "load" | "provenance";

export const GATE_NAMES: readonly Gate[] = ["data", "tests", "champion", "load", "provenance"];

/**
 * The result of a gate: `{gate, passed, reasons, measured}`. A gate that didn't run writes none, and counts as failed.
 */
export function resultOf(gate: Gate): JsonObject {
  return { name: gate, path: `${GATES}/${gate}.json`, archive: { none: {} } };
}

const MOUNTS: JsonObject = {
  volumeMounts: [
    { name: "work", mountPath: "/tmp" },
    { name: "gates", mountPath: GATES },
  ],
};

/** The program of a gate. */
export interface GateProgram {
  readonly image: string;
  /** Secret in the namespace of model delivery with the key of the object store. @default - the identity is enough */
  readonly keySecret?: string;
}

function gate(name: Gate, { image, keySecret }: GateProgram, args: readonly string[], memoryMiB = 1024): Template {
  return deliveryTemplate(
    name,
    image,
    {
      args: ["gate", ...args, "--results", GATES],
      ...(keySecret !== undefined && { keySecret }),
      size: { cpuMillis: 500, memoryMiB },
    },
    {
      ...VERSION_INPUTS,
      volumes: [{ name: "gates", emptyDir: {} }],
      container: MOUNTS,
      outputs: { artifacts: [resultOf(name)] },
    },
  );
}

/** Checks the data set that a version was trained on, with a Great Expectations checkpoint. */
export function dataValidation(program: GateProgram): Template {
  return gate("data", program, ["data", "--storage-uri", input("storage-uri")], 2048);
}

/** Reads the test report of the code: CI stores it next to the version. */
export function codeTests(program: GateProgram): Template {
  return gate("tests", program, ["tests", "--storage-uri", input("storage-uri")]);
}

/** Compares a version with the champion, on data that neither was trained on. */
export function championChallenger(program: GateProgram): Template {
  return gate("champion", program, ["champion", ...TARGET, ...ENGINE, "--storage-uri", input("storage-uri")], 4096);
}

/** Verifies who built a version from which inputs, and that nothing was changed since. */
export function provenanceCheck(program: GateProgram, signer: string): Template {
  return gate("provenance", program, [
    ...["provenance", "--storage-uri", input("storage-uri")],
    ...["--provenance", input("provenance"), "--signer", signer],
  ]);
}

/** Passes if every gate ran and passed. */
export function allGates(image: string, required: readonly Gate[]): Template {
  return deliveryTemplate(
    "all",
    image,
    { args: ["gate", "all", "--required", required.join(","), "--results", GATES] },
    {
      volumes: [{ name: "gates", emptyDir: {} }],
      container: MOUNTS,
      inputs: { artifacts: required.map((name) => ({ name, path: `${GATES}/${name}.json`, optional: true })) },
    },
  );
}
