import { join } from "node:path";
import { KNATIVE_SERVING_VERSION } from "../../../src/catalogue/images";
import type { GoProgram } from "../../build-go";
import { koRecipe } from "./program-recipe";
import type { Recipe } from "./recipe";

const VERSION = "0.48.1";

/**
 * Digests in the manifests of the release, which the operator installs.
 * https://github.com/knative/serving/releases/tag/knative-v1.21.1
 */
const DIGESTS = {
  activator: "cf8d126fc08e596b742025f6e53c97abf921f7bd6394d29c200e79c1c323dc6e",
  autoscaler: "35045ef7c35c6151f0565094cc5ec240a886ba2e5a844366b22a074342af3edf",
  "autoscaler-hpa": "8493e55beff91d149d584ac193b25ad9439bf1098f6cee0d394e43f2a9a323ef",
  controller: "622546def05a9b181123d35ede4e4a6e60d7751ae558ea2c5306978b30c24d5c",
  queue: "40957d3ced3b185b7a78bbd771be69b0a13137dcbee5ff7f82ae738b56037d9c",
  webhook: "8754cefd1f1db905495de5ba707b37459cc212b830d40962162654986d264d74",
} as const;

/** As `programs/knative/go.mod` pins it: Knative 1.21 is module 0.48. */
function serving(command: string): GoProgram {
  return {
    name: `knative-${command}`,
    version: VERSION,
    folder: join(__dirname, "programs/knative"),
    main: `knative.dev/serving/cmd/${command}`,
  };
}

/** Knative Serving, without its operator and net-istio: no module registry has these in their versions. */
export const KNATIVE_IMAGES: Readonly<Record<string, Recipe>> = Object.fromEntries(
  Object.entries(DIGESTS).map(([command, digest]) => [
    `gcr.io/knative-releases/knative.dev/serving/cmd/${command}:v${KNATIVE_SERVING_VERSION}@sha256:${digest}`,
    koRecipe(serving(command)),
  ]),
);
