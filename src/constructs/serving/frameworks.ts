import type { Engine, Framework } from "./endpoint-props";

/** Each engine's name of a framework; without a name the engine has no server for it. */
interface Names {
  /** Model format of KServe's runtimes: https://github.com/kserve/kserve/tree/v0.20.0/config/runtimes */
  readonly kserve: string;
  /** Capability of Seldon's servers: https://docs.seldon.ai/seldon-core-2/user-guide/servers/resource-allocation */
  readonly "seldon-core"?: string;
}

const FRAMEWORKS: Readonly<Record<Framework, Names>> = {
  sklearn: { kserve: "sklearn", "seldon-core": "sklearn" },
  xgboost: { kserve: "xgboost", "seldon-core": "xgboost" },
  lightgbm: { kserve: "lightgbm", "seldon-core": "lightgbm" },
  mlflow: { kserve: "mlflow", "seldon-core": "mlflow" },
  tensorflow: { kserve: "tensorflow", "seldon-core": "tensorflow" },
  pytorch: { kserve: "pytorch", "seldon-core": "pytorch" },
  onnx: { kserve: "onnx", "seldon-core": "onnx" },
  pmml: { kserve: "pmml" },
  paddle: { kserve: "paddle" },
  huggingface: { kserve: "huggingface", "seldon-core": "huggingface" },
};

/**
 * The engine's own name of a framework.
 * @throws Error when the engine has no server for it
 */
export function formatOf(framework: Framework, engine: Engine): string {
  const name = FRAMEWORKS[framework][engine];
  if (name !== undefined) return name;
  const able = (Object.keys(FRAMEWORKS) as Framework[]).filter((candidate) => FRAMEWORKS[candidate][engine]);
  throw new Error(`${engine} has no server for ${framework}; supported: ${able.join(", ")}`);
}
