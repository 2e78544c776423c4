import type { Manifest } from "../../kubernetes/manifest-bundle";
import { input, parameter, type Template, VERSION_INPUTS, versionArguments, workflowTemplate } from "../workflow";
import {
  allGates,
  championChallenger,
  codeTests,
  dataValidation,
  GATE_NAMES,
  type Gate,
  provenanceCheck,
} from "./gates";
import { loadTest, loadTestService } from "./load-test";

export interface GatesProps {
  readonly image: string;
  /** Who signs models. */
  readonly signer: string;
  /** Gates that a version has to pass. @default - all of them */
  readonly required?: readonly Gate[];
}

/** A small load that every endpoint stands; `mlops-delivery gate load` takes others for a single model. */
const LOAD = { workers: 2, users: 20, minutes: 3 } as const;

/** Every gate of a version, side by side, and one that asks whether all of them ran and passed. */
export function gatesManifests({ image, signer, required = GATE_NAMES }: GatesProps): Manifest[] {
  const templates: Readonly<Record<Gate, readonly Template[]>> = {
    data: [dataValidation(image)],
    tests: [codeTests(image)],
    champion: [championChallenger(image)],
    load: loadTest({ image, ...LOAD }),
    provenance: [provenanceCheck(image, signer)],
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
      templates: [
        {
          name: "gates",
          ...VERSION_INPUTS,
          steps: [
            // One that fails doesn't keep the others from telling what they found.
            required.map((name) => ({
              name,
              template: name,
              ...versionArguments(input),
              continueOn: { failed: true, error: true },
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
        allGates(image, required),
      ],
    }),
  ];
}
