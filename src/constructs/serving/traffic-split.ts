import type { JsonObject } from "../kubernetes/json";
import type { EndpointProps } from "./endpoint-props";

/** A version in a release. */
export interface Version {
  /** Folder of the version. */
  readonly storageUri: string;
  /** Statement of its provenance in the registry, by digest: `registry/name@sha256:…`. */
  readonly provenance?: string;
}

export interface Release {
  readonly version: Version;
  /** Percentage of the traffic that the version gets. @default 100 */
  readonly trafficPercent?: number;
  /** The version that gets the rest. @default - none: there is only one */
  readonly champion?: Version;
}

/** Annotation of an endpoint with the signed statement of its model. */
export const PROVENANCE = "mlops/provenance";

/** Annotation of an endpoint with KServe's mode: https://kserve.github.io/website/docs/admin-guide/overview#deployment-modes */
export const MODE = "serving.kserve.io/deploymentMode";

/**
 * What a release writes into `release.yaml`: a merge patch on the endpoint with the version and its share of the
 * traffic only.
 * @throws Error for a traffic share that can't be split
 */
export function releasePatch(
  endpoint: Pick<EndpointProps, "name" | "namespace" | "engine" | "mode">,
  { version, trafficPercent = 100, champion }: Release,
): JsonObject {
  checkSplit(endpoint, version, trafficPercent, champion);
  const { name, namespace, engine, mode } = endpoint;
  const kserve = engine === "kserve";
  const annotations = {
    // Required when writing a release to Git: with one revision the champion stays until the end.
    ...(kserve && mode === "Standard" && { [MODE]: mode }),
    ...(version.provenance !== undefined && { [PROVENANCE]: version.provenance }),
  };
  return {
    apiVersion: kserve ? "serving.kserve.io/v1beta1" : "mlops.seldon.io/v1alpha1",
    kind: kserve ? "InferenceService" : "Model",
    metadata: {
      name,
      namespace,
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: kserve
      ? {
          predictor: {
            model: { storageUri: version.storageUri },
            ...(trafficPercent < 100 && { canaryTrafficPercent: trafficPercent }),
          },
        }
      : { storageUri: version.storageUri },
  };
}

function checkSplit(
  { name, engine, mode }: Pick<EndpointProps, "name" | "engine" | "mode">,
  { storageUri }: Version,
  percent: number,
  champion: Version | undefined,
): void {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) {
    throw new Error(`${percent} is not a valid traffic share for ${name}: expected a whole number from 0 to 100`);
  }
  if (percent === 100) return;
  if (engine === "kserve" && mode === "Standard") {
    throw new Error(
      `The traffic of ${name} can't be split: KServe's mode Standard has a single revision. Set platform.servingMode: "knative"`,
    );
  }
  if (champion === undefined || champion.storageUri === storageUri) {
    throw new Error(
      `${percent} % of the traffic of ${name} would go to its only version: a split needs a champion with a different storage URI`,
    );
  }
}
