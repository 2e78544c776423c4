import fc from "fast-check";
import { changed, problemsOf } from "./problems-of";
import { awsEnvironment, googleEnvironment } from "./valid-environments";

const environments = fc
  .tuple(fc.constantFrom(awsEnvironment, googleEnvironment), fc.constantFrom("dev", "staging", "prod" as const))
  .map(([environment, tier]) => environment({ tier: tier as "dev" | "staging" | "prod" }));

const junk = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
  withSparseArray: true,
});

const PATHS = [
  ..."organization name tier owner costCentre dataClassification repository state waivers".split(" "),
  ..."cloud cloud.provider cloud.region cloud.zones cloud.machineTypes cloud.machineTypes.gpu cloud.databaseType".split(
    " ",
  ),
  ..."network network.cidr network.serviceCidr network.privateSubnetPrefix network.natGateways".split(" "),
  ..."cluster cluster.version cluster.allowedCidrs cluster.maintenanceWindow nodePools nodePools.gpu".split(" "),
  ..."nodePools.gpu.min database database.storageGiB buckets budget budget.alertEmails usage".split(" "),
  ..."usage.bucketStorageGb logRetentionDays deletionProtection somethingElse".split(" "),
];

/** Every field of every problem has text; problemsOf itself fails on any other error. */
function expectReadable(inputs: readonly unknown[]): void {
  for (const { source, path, found, expected, remedy } of problemsOf(inputs)) {
    for (const text of [source, found, expected, remedy]) expect(text.trim()).not.toBe("");
    expect(typeof path).toBe("string");
    expect(found.length).toBeLessThan(400);
  }
}

test("any export of a file produces a report and never a stack trace", () => {
  fc.assert(
    fc.property(fc.array(junk, { maxLength: 3 }), (inputs) => {
      expectReadable(inputs);
      expect(problemsOf(inputs).length >= inputs.length).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test("any value in an environment produces a report and never a stack trace", () => {
  const places = fc.array(fc.tuple(fc.constantFrom(...PATHS), junk), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(environments, places, (environment, changes) => {
      expectReadable([changes.reduce<unknown>((input, [path, value]) => changed(input, path, value), environment)]);
    }),
    { numRuns: 150 },
  );
});

/** Changes that make an environment invalid on every cloud and tier, and the path where this is reported. */
const BREAKING: readonly (readonly [path: string, value: unknown, reportedAt?: string])[] = [
  ["organization", "Acme"],
  ["tier", "production"],
  ["owner", "ada"],
  ["costCentre", ""],
  ["dataClassification", null],
  ["repository", "platform"],
  ["state", "s3"],
  ["cloud.region", "atlantis-1"],
  ["cloud.databaseType", "db.m1.tiny"],
  ["cloud.machineTypes.spot", ["quantum-1"], "cloud.machineTypes.spot[0]"],
  ["cloud.clusterAdministrators", "everybody"],
  ["network.cidr", "10.0.0.0/8.5"],
  ["network.serviceCidr", "11.0.0.0/16"],
  ["network.natGateways", "none"],
  ["cluster.version", "1.12"],
  ["cluster.allowedCidrs", ["0.0.0.0/0"], "cluster.allowedCidrs[0]"],
  ["nodePools.system.min", 0],
  ["nodePools.general.max", 0.5],
  ["nodePools.gpu.diskGiB", 1],
  ["database.version", "9.6"],
  ["database.backupRetentionDays", 99],
  ["buckets.logExpiryDays", -1],
  ["logRetentionDays", 2],
  ["deletionProtection", "no"],
  ["budget.monthlyUsd", 0],
  ["usage.poolUtilisation", 2],
  ["waivers", [{}], "waivers[0].rule"],
  ["unheardOf", 1],
  ["settings.password", "hunter2"],
];

test("every problem is reported, no matter how many there are", () => {
  fc.assert(
    fc.property(environments, fc.subarray([...BREAKING], { minLength: 1 }), (environment, faults) => {
      const input = faults.reduce<unknown>((changing, [path, value]) => changed(changing, path, value), environment);
      const reported = new Set(problemsOf([input]).map(({ path }) => path));
      expect(faults.map(([path, , at = path]) => at).filter((path) => !reported.has(path))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test("one wrong value is reported where it is, and nowhere else", () => {
  fc.assert(
    fc.property(environments, fc.constantFrom(...BREAKING), (environment, [path, value, at = path]) => {
      const problems = problemsOf([changed(environment, path, value)]);
      const others = problems.map((problem) => problem.path).filter((place) => place !== at);
      expect(others.filter((place) => !place.startsWith(path.split(".")[0] ?? path))).toEqual([]);
    }),
  );
});
