import { GOOGLE_RANGES, TIERS } from "../../src/environment/tiers";

const { dev, staging, prod } = TIERS;

test("prod survives the loss of a zone; dev doesn't pay for that", () => {
  expect(prod.network.natGateways).toBe("per-zone");
  expect(dev.network.natGateways).toBe("single");
  expect(prod.database.highAvailability).toBe(true);
  expect(dev.database.highAvailability).toBe(false);
  expect(prod.nodePools.system.min).toBeGreaterThanOrEqual(3);
  expect(prod.nodePools.general.min).toBeGreaterThanOrEqual(3);
});

test("in prod only the spot pool uses spot capacity", () => {
  const onSpot = Object.entries(prod.nodePools).filter(([, { capacity }]) => capacity === "spot");
  expect(onSpot.map(([purpose]) => purpose)).toEqual(["spot"]);
  expect(dev.nodePools.general.capacity).toBe("spot");
});

test("staging and prod have deletion protection", () => {
  expect([dev, staging, prod].map(({ deletionProtection }) => deletionProtection)).toEqual([false, true, true]);
});

test("higher tiers have longer retention and larger budgets", () => {
  const facts = ({ logRetentionDays, database, buckets, budget }: typeof dev) => [
    logRetentionDays,
    database.backupRetentionDays,
    database.storageGiB,
    buckets.noncurrentVersionDays,
    buckets.logExpiryDays,
    budget.monthlyUsd,
  ];
  const [low, middle, high] = [facts(dev), facts(staging), facts(prod)];
  low.forEach((value, index) => {
    expect(value).toBeLessThan(middle[index] ?? 0);
    expect(middle[index]).toBeLessThan(high[index] ?? 0);
  });
});

test("in every tier unused GPU and spot pools cost nothing, and the API server is private", () => {
  for (const { nodePools, cluster } of Object.values(TIERS)) {
    expect([nodePools.gpu.min, nodePools.spot.min]).toEqual([0, 0]);
    expect(cluster.allowedCidrs).toEqual([]);
  }
});

test("Google's managed services do not use Docker's range, from which they can't be reached", () => {
  expect(GOOGLE_RANGES.managedServicesCidr).not.toMatch(/^172\.17\./);
});
