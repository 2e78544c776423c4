import { type Labels, type StrictWebhook, selects } from "./objects";
import { everyPlatform } from "./platforms";

/** What the platform is made of: a webhook that refuses these stops installations, or pods from starting again. */
const BUILDING_BLOCKS = [
  ...["/pods", "/services", "/configmaps", "/secrets", "/namespaces"],
  ...["apps/deployments", "apps/statefulsets", "apps/daemonsets", "batch/jobs", "batch/cronjobs"],
];

test.each(everyPlatform().map((platform) => [platform.name, platform] as const))(
  "on %s no webhook stands between the platform and its own pods",
  (_, { objects, cluster }) => {
    const platform = [...cluster.namespaces].filter(([, labels]) => labels["mlops/team"] === undefined);
    expect(platform.length).toBeGreaterThan(10);
    const inTheWay = objects.strictWebhooks
      .filter(blocks)
      .flatMap((webhook) =>
        platform
          .filter(([name, labels]) => concerns(webhook, { ...labels, "kubernetes.io/metadata.name": name }))
          .map(([name]) => `${webhook.name} in ${name}`),
      );
    expect(inTheWay).toEqual([]);
  },
);

function blocks({ resources, objectSelector }: StrictWebhook): boolean {
  // A selector that asks for a label is for objects of its own.
  if (objectSelector && !selects(objectSelector, {})) return false;
  return BUILDING_BLOCKS.some((block) => {
    const [group, name] = block.split("/");
    return resources.some((resource) => {
      const [ofGroup, ofName = ""] = resource.split("/");
      return (ofGroup === group || ofGroup === "*") && (ofName === name || ofName === "*");
    });
  });
}

function concerns({ namespaceSelector }: StrictWebhook, labels: Labels): boolean {
  return namespaceSelector === undefined || selects(namespaceSelector, labels);
}
