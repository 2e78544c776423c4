import type { Manifest } from "../../kubernetes/manifest-bundle";
import type { Authorities } from "../workflows/authorities";
import {
  EVEN_IF_FAILED,
  input,
  parameter,
  type Template,
  VERSION_INPUTS,
  versionArguments,
  workflowTemplate,
} from "../workflows/workflow";
import {
  allGates,
  championChallenger,
  codeTests,
  dataValidation,
  GATE_NAMES,
  type Gate,
  type GateProgram,
  provenanceCheck,
} from "./gates";
import { loadTest, loadTestService } from "./load-test";

export interface GatesProps extends GateProgram {
  /** Signer of models. */
  readonly signer: string;
  /** Gates that a version has to pass. @default - all of them */
  readonly required?: readonly Gate[];
  /** Authorities of the owner's own registry. @default - those that the image knows */
  readonly authorities?: Authorities;
}

/**
 * A small load that every endpoint should handle; `mlops-delivery gate load` accepts other values for a single model.
 */
const LOAD = { workers: 2, users: 20, minutes: 3 } as const;

/** Every gate of a version, in parallel, and a final one that checks whether all of them ran and passed. */
export function gatesManifests({ signer, required = GATE_NAMES, authorities, ...program }: GatesProps): Manifest[] {
  const templates: Readonly<Record<Gate, readonly Template[]>> = {
    data: [dataValidation(program)],
    tests: [codeTests(program)],
    champion: [championChallenger(program)],
    load: loadTest({ ...program, ...LOAD }),
    provenance: [provenanceCheck(program, signer)],
  };
  return [
    loadTestService(),
    workflowTemplate({
      name: "model-gates",
      parameters: {
        model: undefined,
        namespace: undefined,
        engine: "kserve",
        "storage-uri": undefined,
        provenance: undefined,
      },
      entrypoint: "gates",
      mutex: `gates-${parameter("model")}`,
      hours: 3,
      ...(authorities && { authorities }),
      templates: [
        {
          name: "gates",
          ...VERSION_INPUTS,
          steps: [
            // A failing gate doesn't prevent the others from reporting their results.
            required.map((name) => ({
              name,
              template: name,
              ...versionArguments(input),
              ...EVEN_IF_FAILED,
            })),
            [
              {
                name: "all",
                template: "all",
                arguments: {
                  artifacts: required.map((name) => ({
                    name,
                    from: `{{steps.${name}.outputs.artifacts.${name}}}`,
                    optional: true,
                  })),
                },
              },
            ],
          ],
        },
        ...required.flatMap((name) => templates[name]),
        allGates(program.image, required),
      ],
    }),
  ];
}
