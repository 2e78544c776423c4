import { join } from "node:path";
import { PROFILE_NAMES, type Profile } from "../../src/catalogue/profiles";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import { type Manifest, ManifestBundle } from "../../src/constructs/kubernetes/manifest-bundle";
import { Namespace } from "../../src/constructs/kubernetes/namespace";
import { synthesize } from "../../src/framework/synthesize";
import { addStacks } from "../../src/stacks/clouds";
import { ACME, OWN, resolved } from "../../test/stacks/kubernetes/own-servers";
import { inProfile } from "../in-profile";

export interface PlatformManifests {
  readonly name: string;
  readonly namespaces: readonly Manifest[];
  readonly manifests: readonly Manifest[];
}

/** On an existing cluster, with every server that its owner may have. */
const WITH_OWN_SERVERS = [
  { name: "kubernetes-dev with an issuer and servers of its owner", environment: resolved(OWN, { profile: "full" }) },
  {
    name: "kubernetes-dev with ACME and servers of its owner",
    environment: resolved({ ...OWN, certificates: ACME }, { profile: "full" }),
  },
];

/** Everything in the bundles of every environment, in every profile. */
export function everyPlatform(): PlatformManifests[] {
  const shipped = loadEnvironments(join(__dirname, "../../environments"), "2026-11-01").map((environment) => ({
    name: `${environment.cloud.provider}-${environment.name}`,
    environment,
  }));
  return [...shipped, ...WITH_OWN_SERVERS].flatMap(({ name, environment }) =>
    PROFILE_NAMES.map((profile: Profile) => {
      const namespaces: Manifest[] = [];
      const manifests: Manifest[] = [];
      synthesize((app) => {
        addStacks(app, inProfile(profile, environment));
        for (const element of app.node.findAll()) {
          if (element instanceof ManifestBundle) manifests.push(...element.manifests);
          if (element instanceof Namespace) namespaces.push(namespaceOf(element));
        }
      });
      return {
        name: `${name}, ${profile}`,
        namespaces,
        manifests: manifests.map(known),
      };
    }),
  );
}

function namespaceOf({ namespace }: Namespace): Manifest {
  const { name, labels } = namespace.metadataInput ?? {};
  return { apiVersion: "v1", kind: "Namespace", metadata: { name: name ?? "", labels: { ...labels } } };
}

/** Values known only to Terraform become a host name, which is valid everywhere. */
function known(manifest: Manifest): Manifest {
  return JSON.parse(JSON.stringify(manifest).replaceAll(/\$\{TfToken\[[^\]]*\]\}/g, "unknown.example.com"));
}
