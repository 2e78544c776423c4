import { type Labels, type StrictWebhook, selects } from "./objects";
import { everyPlatform } from "./platforms";

/** Resources of the platform: a webhook that blocks these stops installations, or prevents pods from restarting. */
const BUILDING_BLOCKS = [
  ...["/pods", "/services", "/configmaps", "/secrets", "/namespaces"],
  ...["apps/deployments", "apps/statefulsets", "apps/daemonsets", "batch/jobs", "batch/cronjobs"],
];

test.each(everyPlatform().map((platform) => [platform.name, platform] as const))(
  "on %s no webhook can block the platform's own pods",
  (_, { objects, cluster }) => {
    const platform = [...cluster.namespaces].filter(([, labels]) => labels["mlops/team"] === undefined);
    expect(platform.length).toBeGreaterThan(8);
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
  // A selector that requires a label only matches objects meant for it.
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
