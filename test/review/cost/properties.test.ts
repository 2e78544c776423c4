import type { Decimal } from "decimal.js";
import fc from "fast-check";
import { estimateCost, ResourceGraph } from "../../../src/review";
import { estimate, NO_USAGE } from "./estimate";

const size = fc.integer({ min: 0, max: 1000 });

function group(min: number, max: number, disk = 50, type = "m7i.large") {
  return {
    aws_eks_node_group: {
      g: { instance_types: [type], disk_size: disk, scaling_config: { min_size: min, max_size: max } },
    },
    aws_nat_gateway: { n: {} },
    aws_kms_key: { k: {} },
  };
}

test("low ≤ expected ≤ high for any pool and usage", () => {
  fc.assert(
    fc.property(size, size, fc.double({ min: 0, max: 1, noNaN: true }), (min, more, poolUtilisation) => {
      const { low, monthly, high } = estimate({ resource: group(min, min + more) }, { poolUtilisation });
      expect(low.lte(monthly)).toBe(true);
      expect(monthly.lte(high)).toBe(true);
    }),
  );
});

/** A decimal as an integer of its smallest digit, so that sums are integer sums. */
const DIGITS = 50;
const integer = (amount: Decimal) => BigInt(amount.toFixed(DIGITS).replace(".", ""));

test("the total is the sum of its lines to the last digit, and a line is its quantity times its price", () => {
  fc.assert(
    fc.property(size, size, size, fc.integer({ min: 1, max: 7 }), (min, more, natGb, gateways) => {
      const many = Object.fromEntries(Array.from({ length: gateways }, (_, index) => [`n${index}`, {}]));
      const resource = { ...group(min, min + more), aws_nat_gateway: many, aws_ecr_repository: many };
      const { lines, monthly } = estimate({ resource }, { natGb, imagesGb: more, poolUtilisation: 0.3 });
      const priced = lines.filter((line) => line.kind === "priced");
      expect(integer(monthly)).toBe(priced.reduce((sum, line) => sum + integer(line.monthly), 0n));
      for (const line of priced) {
        const product = integer(line.quantity) * integer(line.unitPrice);
        expect(integer(line.monthly) * 10n ** BigInt(DIGITS)).toBe(product);
      }
    }),
  );
});

test("more nodes, more disk or more traffic never costs less", () => {
  fc.assert(
    fc.property(size, size, size, fc.integer({ min: 1, max: 100 }), (min, disk, natGb, more) => {
      const cost = (nodes: number, gib: number, gb: number) =>
        estimate({ resource: group(nodes, nodes, gib) }, { natGb: gb }).monthly;
      const base = cost(min, disk, natGb);
      expect(cost(min + more, disk, natGb).gte(base)).toBe(true);
      expect(cost(min, disk + more, natGb).gte(base)).toBe(true);
      expect(cost(min, disk, natGb + more).gte(base)).toBe(true);
    }),
  );
});

test("tenths are tenths: 0.1 USD three times is 0.3", () => {
  const { monthly } = estimate({ resource: { aws_ecr_repository: { a: {}, b: {}, c: {} } } }, { imagesGb: 3 });
  expect(monthly.toString()).toBe("0.3");
});

test("ten thousand resources take no more time each than one thousand", () => {
  const resources = (count: number) => {
    const each = (body: object) =>
      Object.fromEntries(Array.from({ length: count / 5 }, (_, index) => [`r${index}`, body]));
    return {
      aws_nat_gateway: each({}),
      aws_cloudwatch_log_group: each({ retention_in_days: 30 }),
      aws_ecr_repository: each({}),
      aws_db_instance: each({ engine: "postgres", instance_class: "db.t4g.micro", allocated_storage: 20 }),
      aws_eks_node_group: each({ instance_types: ["m7i.large"], scaling_config: { min_size: 1, max_size: 3 } }),
    };
  };
  const reads = (count: number) => {
    const json = { provider: { aws: [{ region: "us-east-1" }] }, resource: resources(count) };
    const graph = ResourceGraph.fromTerraform([{ name: "stack", json }]);
    let read = 0;
    const { ofType, attribute } = graph;
    graph.ofType = (...types) => {
      const found = ofType.call(graph, ...types);
      return new Proxy(found, {
        get: (target, name) => {
          if (name !== "length") read += target.length;
          return Reflect.get(target, name);
        },
      });
    };
    graph.attribute = (resource, path) => {
      read += 1;
      return attribute.call(graph, resource, path);
    };
    const { lines } = estimateCost(graph, NO_USAGE, "2026-11-01");
    expect(lines.length).toBeGreaterThan(count);
    return read;
  };
  expect(reads(10_000)).toBe(10 * reads(1000));
});
