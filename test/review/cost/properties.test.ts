import { Decimal } from "decimal.js";
import fc from "fast-check";
import { estimate } from "./estimate";

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

test("low ≤ expected ≤ high, whatever the pool and its use", () => {
  fc.assert(
    fc.property(size, size, fc.double({ min: 0, max: 1, noNaN: true }), (min, more, poolUtilisation) => {
      const { low, monthly, high } = estimate({ resource: group(min, min + more) }, { poolUtilisation });
      expect(low.lte(monthly)).toBe(true);
      expect(monthly.lte(high)).toBe(true);
    }),
  );
});

test("the total is the sum of its lines to the last digit", () => {
  fc.assert(
    fc.property(size, size, size, (min, more, natGb) => {
      const { lines, monthly } = estimate({ resource: group(min, min + more) }, { natGb });
      const sum = lines.reduce(
        (total, line) => (line.kind === "priced" ? total.plus(line.monthly) : total),
        new Decimal(0),
      );
      expect(monthly.eq(sum)).toBe(true);
      for (const line of lines)
        if (line.kind === "priced") expect(line.monthly.eq(line.quantity.times(line.unitPrice))).toBe(true);
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
