import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE } from "../../../src/catalogue/catalogue";
import { PYTHON_ENV, pythonLayers } from "./python";
import type { Recipe } from "./recipe";

const SERVER = "/usr/local/bin/sklearn_server.py";

/** The first release of KServe's server for Debian's Python; the catalogue's needs an older one. */
const SKLEARN: Recipe = {
  layers: [
    ...pythonLayers(),
    { kind: "python", requirements: ["kserve==0.21.0", "scikit-learn==1.9.1", "joblib==1.5.3"] },
    { kind: "file", path: SERVER, content: readFileSync(join(__dirname, "sklearn_server.py"), "utf8") },
  ],
  entrypoint: ["python", SERVER],
  env: PYTHON_ENV,
  user: "1000",
};

/** Model servers of KServe. */
export const SERVING_IMAGES: Readonly<Record<string, Recipe>> = {
  [`docker.io/kserve/sklearnserver:v${CATALOGUE.kserve.version}`]: SKLEARN,
};
