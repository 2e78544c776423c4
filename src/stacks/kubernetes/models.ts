import { keyManifest } from "../../constructs/embedded/key-secret";
import { ObjectStore } from "../../constructs/embedded/object-store";
import { SecretStore } from "../../constructs/embedded/secret-store";
import { ManifestBundle } from "../../constructs/kubernetes/manifest-bundle";
import { CLOUD_SECRETS } from "../../constructs/kubernetes/names";
import type { KubernetesEnvironment } from "../../environment/environment";
import type { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { modelAccess } from "../access";
import { addModels, type ServingEnvironment } from "../models/models";
import { CONSUMER_ACCESS } from "../platform/consumers";
import { bucketOf, FOUNDATION, identityOf, type KeyHolder, keyHolders, modelConsumer, TEAM_READER } from "./embedded";
import { KubernetesStack } from "./stack";

/** The models that a Kubernetes cluster serves. */
export class KubernetesModels extends KubernetesStack {
  constructor(scope: Construct, environment: KubernetesEnvironment & ServingEnvironment) {
    super(scope, "models", environment);
    const delivery = addModels(this, environment, {
      logs: bucketOf(environment, "logs"),
      workflows: bucketOf(environment, "pipelines"),
      jobs: identityOf(environment, CONSUMER_ACCESS["model-delivery"], "model-delivery"),
      identity: ({ team, name }) => identityOf(environment, modelAccess(team, name), modelConsumer(name)),
      secretEntry: SecretStore.entry,
      registry: `ghcr.io/${environment.repository.toLowerCase()}`,
    });
    for (const holder of keyHolders(environment).filter(({ stack }) => stack === "models")) {
      const key = this.addKey(holder, environment.cloud.secretsRevision);
      if (!holder.isTeams) waitFor(key, delivery.namespace);
    }
  }

  private addKey(holder: KeyHolder, revision: number): ManifestBundle {
    const { consumer, keySecret: name, namespace, isTeams } = holder;
    const store = isTeams
      ? ({ name: TEAM_READER, kind: "SecretStore" } as const)
      : ({ name: CLOUD_SECRETS, kind: "ClusterSecretStore" } as const);
    const endpoint = ObjectStore.endpointIn(FOUNDATION);
    return new ManifestBundle(this, `key-${consumer}`, {
      name,
      namespace,
      manifests: [keyManifest({ name, namespace, consumer, endpoint, store, revision })],
    });
  }
}
