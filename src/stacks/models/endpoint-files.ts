import type { JsonObject } from "../../constructs/kubernetes/json";
import type { Manifest } from "../../constructs/kubernetes/manifest-bundle";
import { payloadsOf } from "../../constructs/models/model-operations";
import type { EndpointProps } from "../../constructs/serving/endpoint-props";
import { endpointManifest } from "../../constructs/serving/model-endpoint";
import { releasePatch } from "../../constructs/serving/traffic-split";
import type { Environment, Model, Platform } from "../../environment/environment";
import { environmentId, namesOf } from "../../environment/names";
import { OBJECT_SCHEMES } from "../../facts/provider";
import { modelAccess } from "../access";

/** Folder of an environment's endpoints, from the root of the repository: `models/aws-prod`. */
export function modelsFolderOf(environment: Pick<Environment, "cloud" | "name">): string {
  return `models/${environmentId(environment)}`;
}

/** What Argo CD deploys for a model, by file name. */
export interface EndpointFiles {
  /** The declared endpoint; regenerated with every change of the declaration. */
  readonly "endpoint.yaml": Manifest;
  /** The running version; written once, and from then on only by releases. */
  readonly "release.yaml": JsonObject;
  readonly "kustomization.yaml": JsonObject;
}

/**
 * The files of a model below its environment's folder.
 * @param version folder of the first version, below the model's
 * @throws Error if its engine doesn't support the options
 */
export function endpointFiles(
  environment: Environment & { readonly platform: Platform },
  model: Model,
  version: string,
): EndpointFiles {
  const props = endpointProps(environment, model);
  return {
    "endpoint.yaml": endpointManifest(props),
    "release.yaml": releasePatch(props, { version: { storageUri: `${model.storageUri}/${version}` } }),
    "kustomization.yaml": {
      apiVersion: "kustomize.config.k8s.io/v1beta1",
      kind: "Kustomization",
      resources: ["endpoint.yaml"],
      patches: [{ path: "release.yaml" }],
    },
  };
}

/** KServe's name for the serving mode of an environment. */
export function modeOf({ platform }: { readonly platform: Platform }): "Knative" | "Standard" {
  return platform.servingMode === "knative" ? "Knative" : "Standard";
}

function endpointProps(environment: Environment & { readonly platform: Platform }, model: Model): EndpointProps {
  const { name, team, engine, framework, resources, replicas, timeoutSeconds, batching, transformer, explainer } =
    model;
  const { namespace, serviceAccount } = modelAccess(team, name);
  const logs = `${OBJECT_SCHEMES[environment.cloud.provider]}://${namesOf(environment).bucket("logs")}`;
  return {
    name,
    namespace,
    serviceAccount,
    engine,
    framework,
    mode: modeOf(environment),
    resources,
    replicas,
    timeoutSeconds,
    ...(batching && { batching }),
    ...(transformer !== undefined && { transformer }),
    ...(explainer !== undefined && { explainer }),
    ...(engine === "kserve" && { payloads: payloadsOf({ uri: logs }) }),
  };
}
