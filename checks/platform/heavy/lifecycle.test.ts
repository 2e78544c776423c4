import { MANAGED_BY, TOOLKIT } from "../../../src/constructs/kubernetes/namespace";
import { deploy, interrupt, undeployable } from "../deploy";
import { openPlatform } from "../platform";

const platform = openPlatform();
const { cluster } = platform;
const reason = undeployable(platform);

if (reason !== "") console.warn(`Removal and interruptions are not checked: ${reason}.`);

interface Named {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** Names of what Helm or the toolkit created. */
async function left(kind: string): Promise<string[]> {
  const { items }: { items: readonly Named[] } = JSON.parse(await cluster.kubectl(["get", kind, "--output=json"]));
  return items
    .filter(({ metadata: { labels = {}, annotations = {} } }) => {
      return labels[MANAGED_BY] === TOOLKIT || "meta.helm.sh/release-name" in annotations;
    })
    .map(({ metadata }) => metadata.name);
}

(reason === "" ? test : test.skip)(
  "removing the platform leaves no namespace, volume, webhook, role, class or definition",
  async () => {
    await deploy(platform, "down");
    const kinds = [
      "namespaces",
      "customresourcedefinitions",
      "validatingwebhookconfigurations",
      "mutatingwebhookconfigurations",
      "validatingadmissionpolicies",
      "clusterroles",
      "clusterrolebindings",
      "apiservices",
      "priorityclasses",
    ];
    const found = await Promise.all(kinds.map(async (kind) => [kind, await left(kind)] as const));
    expect(Object.fromEntries(found.filter(([, names]) => names.length > 0))).toEqual({});
    expect((await cluster.kubectl(["get", "persistentvolumes", "--output=name"])).trim()).toBe("");
  },
  1_200_000,
);

/** About 90 resources: ten interruptions and a last run that has something left to do. */
const COMPLETIONS = 7;

(reason === "" ? test : test.skip)(
  "an installation that is killed ten times is completed by the next run",
  async () => {
    for (let point = 1; point <= 10; point++) await interrupt(platform, COMPLETIONS);
    await deploy(platform, "up");
    expect((await deploy(platform, "up")).match(/^No changes$/gm)).toHaveLength(2);
  },
  3_600_000,
);
