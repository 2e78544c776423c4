import { ManifestBundle } from "../../constructs/kubernetes/manifest-bundle";
import type { KubernetesEnvironment } from "../../environment/environment";
import type { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { modelAccess } from "../access";
import { addModels, type ModelFacts, type ServingEnvironment } from "../models/models";
import { CONSUMER_ACCESS } from "../platform/consumers";
import { identityOf, type KeyHolder, keyHolders, modelConsumer } from "./embedded";
import { entryOf } from "./entries";
import { keyManifestOf } from "./key-manifest";
import { bucketOf } from "./object-stores";
import { registryOf } from "./registry";
import { KubernetesStack } from "./stack";

/** The models that a Kubernetes cluster serves. */
export class KubernetesModels extends KubernetesStack {
  constructor(scope: Construct, environment: KubernetesEnvironment & ServingEnvironment) {
    super(scope, "models", environment);
    const holders = keyHolders(environment);
    const delivery = addModels(this, environment, {
      logs: bucketOf(environment, "logs"),
      workflows: bucketOf(environment, "pipelines"),
      jobs: identityOf(holders, CONSUMER_ACCESS["model-delivery"], "model-delivery"),
      identity: ({ team, name }) => identityOf(holders, modelAccess(team, name), modelConsumer(name)),
      secretEntry: (entry) => entryOf(environment, entry),
      registry: registryOf(environment).imageRegistry,
      ...authoritiesOf(environment),
    });
    for (const holder of holders.filter(({ stack }) => stack === "models")) {
      const key = this.addKey(holder, environment);
      if (!holder.isTeams) waitFor(key, delivery.namespace);
    }
  }

  private addKey(holder: KeyHolder, environment: KubernetesEnvironment): ManifestBundle {
    const { consumer, namespace } = holder;
    // Helm limits names of releases to 53 characters, which the secret of a model with a long name exceeds.
    const name = `key-${consumer}`;
    return new ManifestBundle(this, name, { name, namespace, manifests: [keyManifestOf(environment, holder)] });
  }
}

/** Who signs the certificates of the owner's own servers. */
function authoritiesOf({ cloud: { git, registry } }: KubernetesEnvironment): Pick<ModelFacts, "authorities"> {
  const authorities = {
    ...(git?.certificateAuthority !== undefined && { git: git.certificateAuthority }),
    ...(registry?.certificateAuthority !== undefined && { registry: registry.certificateAuthority }),
  };
  return Object.keys(authorities).length === 0 ? {} : { authorities };
}
