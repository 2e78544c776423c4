import { SecretStore } from "../../constructs/embedded/secret-store";
import type { KubernetesEnvironment } from "../../environment/environment";
import type { Construct } from "../../framework/terraform";
import { modelAccess } from "../access";
import { addModels, type ServingEnvironment } from "../models/models";
import { CONSUMER_ACCESS } from "../platform/consumers";
import { bucketOf, identityOf } from "./embedded";
import { KubernetesStack } from "./stack";

/** The models that a Kubernetes cluster serves. */
export class KubernetesModels extends KubernetesStack {
  constructor(scope: Construct, environment: KubernetesEnvironment & ServingEnvironment) {
    super(scope, "models", environment);
    addModels(this, environment, {
      logs: bucketOf(environment, "logs"),
      jobs: identityOf(environment, CONSUMER_ACCESS["model-delivery"], "model-delivery"),
      identity: ({ team, name }) => identityOf(environment, modelAccess(team, name), `model-${name}`),
      secretEntry: SecretStore.entry,
      registry: `ghcr.io/${environment.repository.toLowerCase()}`,
    });
  }
}
