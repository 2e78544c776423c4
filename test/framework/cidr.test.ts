import fc from "fast-check";
import { prefixesOf, subnets } from "../../src/framework/cidr";

test("three /19 subnets of a /16 follow each other", () => {
  expect(subnets("10.20.0.0/16", 19, 3)).toEqual(["10.20.0.0/19", "10.20.32.0/19", "10.20.64.0/19"]);
});

test("an offset skips what is taken", () => {
  expect(subnets("10.20.0.0/16", 24, 2, 3 * 8192)).toEqual(["10.20.96.0/24", "10.20.97.0/24"]);
});

test("subnets that don't fit are rejected", () => {
  expect(() => subnets("10.20.0.0/20", 21, 3)).toThrow("10.20.0.0/20 is too small for 3 subnets of size /21");
  expect(() => subnets("10.20.0.0/20", 16, 1)).toThrow("too small");
});

test("an invalid range is rejected", () => {
  expect(() => subnets("10.20.0/16", 24, 1)).toThrow('"10.20.0/16" is not an IPv4 range');
});

test("subnets never overlap and never leave the range", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 17, max: 28 }), (octet, prefix) => {
      const all = subnets(`10.${octet}.0.0/16`, prefix, 2 ** (prefix - 16));
      expect(new Set(all).size).toBe(all.length);
      expect(all.every((subnet) => subnet.startsWith(`10.${octet}.`))).toBe(true);
    }),
  );
});

test.each([
  ["10.10.0.0/16", ["10.10"]],
  ["100.64.0.0/14", ["100.64", "100.65", "100.66", "100.67"]],
  ["10.0.0.0/8", ["10"]],
  ["10.20.4.0/23", ["10.20.4", "10.20.5"]],
  ["10.20.4.64/26", ["10.20.4"]],
])("the addresses of %s begin with %j", (cidr, expected) => expect(prefixesOf(cidr)).toEqual(expected));
