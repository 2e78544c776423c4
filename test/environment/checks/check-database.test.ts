import { changed, problemAt, problemsOf } from "../problems-of";
import { awsEnvironment, googleEnvironment } from "../valid-environments";

test.each<[type: string, remedy: string]>([
  ["m7g.large", "Did you mean db.m7g.large?"],
  ["db.m7g.larg", "Did you mean db.m7g.large?"],
  ["db.m7i.mega", "Did you mean db.m7i.large?"],
  ["postgres", "Choose another type, e.g. db.m7g.large."],
])("RDS does not support %s", (type, remedy) => {
  for (const setting of ["cloud.databaseType", "cloud.pipelinesDatabaseType"]) {
    expect(problemAt(setting, changed(awsEnvironment(), setting, type))).toMatchObject({
      found: `"${type}"`,
      expected: "an RDS instance class, e.g. db.m7g.large",
      remedy,
    });
  }
});

test.each(["db.m7g.metal", "db.z1d.large", "db.x2iezn.2xlarge", "db.m7g.medium"])(
  "RDS does not support %s for these databases",
  (type) => {
    expect(problemsOf([changed(awsEnvironment(), "cloud.databaseType", type)])).toHaveLength(1);
  },
);

test.each(["db.t4g.micro", "db.r8g.48xlarge", "db.x2g.large"])("RDS supports %s", (type) => {
  expect(problemsOf([changed(awsEnvironment(), "cloud.databaseType", type)])).toEqual([]);
});

test.each([
  "db-custom-3-7680",
  "db-custom-0-3840",
  "db-custom-98-393216",
  "db-custom-2-7681",
  "db-custom-2-1792",
  "db-custom-8-7168",
  "db-custom-1-3584",
  "db-custom-1-6912",
  "db-custom-02-7680",
  "db-n1-standard-2",
  "db.m7g.large",
])("Cloud SQL does not support %s", (type) => {
  expect(problemAt("cloud.databaseType", changed(googleEnvironment(), "cloud.databaseType", type))).toMatchObject({
    found: `"${type}"`,
    expected: expect.stringContaining("1 or an even number of vCPUs up to 96, 0.9 to 6.5 GiB per vCPU"),
    remedy: "Choose another type, e.g. db-custom-2-8192.",
  });
});

test.each(["db-custom-1-3840", "db-custom-1-6656", "db-custom-96-638976", "db-custom-4-3840", "db-f1-micro"])(
  "Cloud SQL supports %s",
  (type) => {
    expect(problemsOf([changed(googleEnvironment(), "cloud.databaseType", type)])).toEqual([]);
  },
);

test("storage can't be larger than its maximum", () => {
  expect(problemAt("database.storageGiB", awsEnvironment({ database: { storageGiB: 51 } }))).toMatchObject({
    found: "51, with maxStorageGiB 50",
    expected: "at most maxStorageGiB (50)",
    remedy: "Raise database.maxStorageGiB.",
  });
});
