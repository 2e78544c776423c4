import { REGIONS } from "../../src/facts/regions";

test.each(["aws", "google"] as const)(
  "zones on %s belong to their region, and every region has at least two",
  (provider) => {
    for (const [region, zones] of Object.entries(REGIONS[provider])) {
      expect(zones.length).toBeGreaterThanOrEqual(2);
      expect(new Set(zones).size).toBe(zones.length);
      for (const zone of zones) expect(zone.startsWith(region)).toBe(true);
    }
  },
);

test("zones are not always a, b and c", () => {
  expect(REGIONS.google["us-east1"]).toEqual(["us-east1-b", "us-east1-c", "us-east1-d"]);
  expect(REGIONS.google["europe-west1"]).toEqual(["europe-west1-b", "europe-west1-c", "europe-west1-d"]);
  expect(REGIONS.aws["us-west-1"]).toHaveLength(2);
});
