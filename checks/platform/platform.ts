import { loadEnvironments } from "../../src/cli/input/load-environments";
import { selectEnvironments } from "../../src/cli/input/select-environments";
import { expanded } from "../../src/cli/local/cluster";
import { synthesizeEnvironment } from "../../src/cli/synthesize-environment";
import type { Component } from "../../src/constructs/kubernetes/component";
import type { Environment, Platform } from "../../src/environment/environment";
import { type Node, nodeOf } from "../node/node";

/** A platform that is deployed, as its environment file describes it, and access to its cluster. */
export interface DeployedPlatform {
  readonly environment: Environment & { readonly platform: Platform };
  /** Folder of its environment file. */
  readonly environments: string;
  readonly components: readonly Component[];
  readonly cluster: Node;
}

/** The environment that is meant where `MLOPS_ENVIRONMENT` names none, and its folder. */
const SHIPPED = { environments: "environments", environment: "kubernetes-dev" };

/**
 * The platform of `MLOPS_ENVIRONMENT`, an environment of the folder `MLOPS_ENVIRONMENTS`. On a cluster that exists
 * already, the environment names the kubeconfig; on a cloud, `KUBECONFIG` does.
 * @throws Error if the environment has no platform
 */
export function openPlatform({ environments, environment: name } = SHIPPED): DeployedPlatform {
  const { MLOPS_ENVIRONMENTS = environments, MLOPS_ENVIRONMENT = name, KUBECTL = "kubectl" } = process.env;
  const today = new Date().toISOString().slice(0, 10);
  const [environment] = selectEnvironments(loadEnvironments(MLOPS_ENVIRONMENTS, today), [MLOPS_ENVIRONMENT]);
  if (!environment?.platform) throw new Error(`${MLOPS_ENVIRONMENT} has no platform`);
  const { platform, cloud } = environment;
  const access =
    cloud.provider === "kubernetes"
      ? { kubeconfig: expanded(cloud.kubeconfig), context: cloud.context }
      : { kubeconfig: process.env.KUBECONFIG ?? expanded("~/.kube/config") };
  return {
    environment: { ...environment, platform },
    environments: MLOPS_ENVIRONMENTS,
    components: synthesizeEnvironment(environment).components,
    cluster: nodeOf({ ...access, kubectl: KUBECTL }),
  };
}
