import { inferenceService } from "../../src/constructs/serving/inference-service";
import type { Environment, PoolPurpose } from "../../src/environment/environment";
import { growth } from "../../src/environment/node-growth";
import type { JsonObject, ResourceGraph } from "../../src/review/model";
import { ENDPOINT } from "../constructs/serving/endpoint-props";
import { bodies, type Cloud, graphOf, shipped, shippedGraph } from "./shipped";

interface Taint {
  readonly key: string;
  readonly value: string;
}

interface Node {
  readonly pool: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** More of them may be added. */
  readonly grows: boolean;
}

interface Placement {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly { readonly key: string; readonly operator: string; readonly value?: string }[];
}

/** The body, without the types of Terraform's JSON. */
const read = (body: unknown) => JSON.parse(JSON.stringify(body));

function nodesOf(graph: ResourceGraph): Node[] {
  const groups = bodies(graph, "aws_eks_node_group").map(read);
  const karpenter = bodies(graph, "kubernetes/NodePool").map(read);
  const google = bodies(graph, "google_container_node_pool").map(read);
  return [
    ...groups.map(({ node_group_name: pool, labels, taint: taints }) => ({ pool, labels, taints, grows: false })),
    ...karpenter.map(({ metadata, spec: { template } }) => ({
      pool: metadata.name,
      labels: template.metadata.labels,
      taints: template.spec.taints,
      grows: true,
    })),
    ...google.map(({ name: pool, node_config: { labels, taint: taints }, autoscaling }) => ({
      pool,
      labels,
      taints,
      grows: autoscaling.total_max_node_count > autoscaling.total_min_node_count,
    })),
  ];
}

/** The nodes that the scheduler may use for a pod. */
function allowed({ nodeSelector = {}, tolerations = [] }: Placement, nodes: readonly Node[]): Node[] {
  const tolerated = ({ key, value }: Taint) =>
    tolerations.some((one) => one.key === key && (one.operator === "Exists" || one.value === value));
  return nodes.filter(
    ({ labels, taints }) =>
      Object.entries(nodeSelector).every(([key, value]) => labels[key] === value) && taints.every(tolerated),
  );
}

const CLOUDS: readonly Cloud[] = ["aws", "google"];
const TIERS = ["dev", "staging", "prod"];
const SHIPPED = CLOUDS.flatMap((cloud) => TIERS.map((name) => [cloud, name] as const));

describe.each(SHIPPED)("on %s, %s", (cloud, name) => {
  const environment = shipped(cloud, name);
  const graph = shippedGraph(cloud, name);
  const nodes = nodesOf(graph);
  const purposes = Object.keys(environment.nodePools) as PoolPurpose[];

  test("a pool that can grow has something that adds nodes, including from zero", () => {
    for (const purpose of purposes.filter(
      (pool) => environment.nodePools[pool].max > environment.nodePools[pool].min,
    )) {
      // Karpenter creates general nodes in place of system nodes: neither has a taint.
      const grown = cloud === "aws" && purpose === "system" ? "general" : purpose;
      expect(nodes.filter(({ pool, grows }) => pool === grown && grows)).toHaveLength(1);
    }
    expect(growth(environment).every(({ cpu }) => cpu > 0)).toBe(true);
  });

  test("no managed group declares nodes that nothing adds", () => {
    for (const { scaling_config } of bodies(graph, "aws_eks_node_group").map(read))
      expect([scaling_config.max_size, scaling_config.desired_size]).toEqual([
        scaling_config.min_size,
        scaling_config.min_size,
      ]);
  });

  test("nodes of one pool carry the same label and taints, regardless of what creates them", () => {
    for (const { pool, labels, taints } of nodes) {
      expect(labels["mlops/pool"]).toBe(pool);
      const reserved = pool === "spot" || pool === "gpu" ? [["mlops/pool", pool]] : [];
      expect(taints.map(({ key, value }) => [key, value])).toEqual(
        pool === "gpu" ? [...reserved, ["nvidia.com/gpu", "present"]] : reserved,
      );
    }
  });

  test("a pod without constraints fits on a node that can be added", () => {
    expect(allowed({}, nodes).some(({ grows }) => grows)).toBe(true);
  });

  test("an endpoint with a GPU fits on a node, and that node exposes its GPU", () => {
    const { spec } = read(
      inferenceService({ ...ENDPOINT, framework: "pytorch", resources: { cpu: 2, memoryGiB: 8, gpus: 1 } }),
    );
    expect(allowed(spec.predictor, nodes)).toEqual([expect.objectContaining({ pool: "gpu", grows: true })]);
    const plugin = graph.ofType("helm_release").find(({ body }) => body.chart === "nvidia-device-plugin");
    // Built into GKE.
    expect(plugin === undefined).toBe(cloud === "google");
    if (plugin) {
      const [values = "{}"] = plugin.body.values as string[];
      expect(allowed(JSON.parse(values), nodes).map(({ pool }) => pool)).toEqual(["gpu"]);
    }
  });
});

/** What Kueue adds to an admitted job: labels of the flavors in any order, the first of each name; all tolerations. */
function queued(graph: ResourceGraph, flavors: readonly string[]): Placement {
  const specs = flavors.map((flavor) =>
    read(graph.ofType("kubernetes/ResourceFlavor").find(({ name }) => name === flavor)?.body.spec ?? {}),
  );
  return {
    nodeSelector: Object.assign({}, ...[...specs].reverse().map(({ nodeLabels = {} }) => nodeLabels)),
    tolerations: specs.flatMap(({ tolerations = [] }) => tolerations),
  };
}

describe.each(SHIPPED.filter(([, name]) => name !== "dev"))("a queued job on %s, %s", (cloud, name) => {
  const graph = shippedGraph(cloud, name);
  const nodes = nodesOf(graph);
  const [queue] = graph.ofType("kubernetes/ClusterQueue").map(({ body }) => read(body.spec));
  const flavorsOf = (...resources: readonly string[]): string[] => [
    ...new Set<string>(
      queue.resourceGroups
        .filter(({ coveredResources }: { coveredResources: string[] }) =>
          coveredResources.some((resource) => resources.includes(resource)),
        )
        .map(({ flavors }: { flavors: { name: string }[] }) => flavors[0]?.name),
    ),
  ];

  test("with a GPU fits on a node, in any order of its flavors", () => {
    const flavors = flavorsOf("cpu", "memory", "nvidia.com/gpu");
    for (const order of [flavors, [...flavors].reverse()])
      expect(allowed(queued(graph, order), nodes)).toEqual([expect.objectContaining({ pool: "gpu", grows: true })]);
  });

  test("without one fits on a node without taints", () => {
    const found = allowed(queued(graph, flavorsOf("cpu", "memory")), nodes);
    expect(found.some(({ grows }) => grows)).toBe(true);
    expect(found.map(({ pool }) => pool)).not.toContain("gpu");
  });
});

test("on AWS, GPU nodes have the environment's machine types, up to its limit", () => {
  const environment: Environment = shipped("aws", "prod");
  const pool = shippedGraph("aws", "prod")
    .ofType("kubernetes/NodePool")
    .find(({ name }) => name === "gpu");
  const spec = read(pool?.body.spec as JsonObject);
  expect(spec.limits).toEqual({ cpu: "16", "nvidia.com/gpu": "4" });
  const types = spec.template.spec.requirements.find(
    ({ key }: { key: string }) => key === "node.kubernetes.io/instance-type",
  );
  expect(types.values).toEqual(environment.cloud.machineTypes.gpu);
});

test("without Karpenter, managed groups keep their range, for your own autoscaler", () => {
  const environment = shipped("aws", "dev");
  if (!environment.platform) throw new Error("a shipped environment has a platform");
  const graph = graphOf({ ...environment, platform: { ...environment.platform, components: { karpenter: false } } });
  const sizes = bodies(graph, "aws_eks_node_group").map(read);
  expect(sizes.map(({ node_group_name, scaling_config }) => [node_group_name, scaling_config.max_size])).toEqual(
    Object.entries(environment.nodePools).map(([purpose, { max }]) => [purpose, max]),
  );
  expect(graph.ofType("kubernetes/NodePool")).toEqual([]);
});

test.each(["dev", "staging", "prod"])(
  "on AWS, in %s, added nodes run the image release of the managed groups, not the latest",
  (name) => {
    const graph = shippedGraph("aws", name);
    const groups = bodies(graph, "aws_eks_node_group").map(({ release_version }) => String(release_version));
    const [release = ""] = new Set(groups.map((each) => each.split("-")[1]));
    expect(release).toMatch(/^\d{8}$/);
    const classes = bodies(graph, "kubernetes/EC2NodeClass").map(read);
    expect(classes.length).toBeGreaterThan(0);
    for (const { spec } of classes) expect(spec.amiSelectorTerms).toEqual([{ alias: `al2023@v${release}` }]);
  },
);
