import { KUBERNETES_VERSIONS } from "../../../src/facts/kubernetes-support";
import { changed, problemAt, problemsOf } from "../problems-of";
import { awsEnvironment, googleEnvironment } from "../valid-environments";

function onVersion(version: string, extendedSupport = false) {
  return awsEnvironment({ cluster: { version, extendedSupport } });
}

test("an unknown version is rejected", () => {
  expect(problemAt("cluster.version", onVersion("1.99"), "2026-11-01")).toEqual({
    source: "0.ts",
    path: "cluster.version",
    found: '"1.99"',
    expected: "a supported version: 1.34, 1.35",
    remedy: "Set cluster.version to 1.35.",
  });
});

test("a version out of standard support requires opting in to extended support", () => {
  expect(problemAt("cluster.version", onVersion("1.33"), "2026-11-01")).toMatchObject({
    found: '"1.33", out of standard support since 2026-07-29',
    remedy: "Set cluster.version to 1.35, or accept the surcharge with cluster.extendedSupport: true.",
  });
  expect(problemsOf([onVersion("1.33", true)], "2026-11-01")).toEqual([]);
});

test("a version past extended support is always rejected", () => {
  expect(problemAt("cluster.version", onVersion("1.31", true), "2026-11-27")).toMatchObject({
    found: '"1.31", out of support since 2026-11-26',
    remedy: "Set cluster.version to 1.35.",
  });
});

test("the last day of support still counts", () => {
  expect(problemsOf([onVersion("1.34")], "2026-12-02")).toEqual([]);
  expect(problemsOf([onVersion("1.34")], "2026-12-03")).toHaveLength(1);
  expect(problemsOf([onVersion("1.34", true)], "2027-12-02")).toEqual([]);
  expect(problemsOf([onVersion("1.34", true)], "2027-12-03")).toHaveLength(1);
});

test("each cloud has its own dates", () => {
  const google = changed(googleEnvironment(), "cluster.version", "1.34");
  expect(problemAt("cluster.version", google, "2026-10-15").found).toContain("since 2026-10-01");
  expect(problemsOf([onVersion("1.34")], "2026-10-15")).toEqual([]);
});

test("if every known version is out of support, the remedy is to upgrade the library", () => {
  expect(problemAt("cluster.version", awsEnvironment(), "2040-01-01")).toMatchObject({
    expected: "a supported version: none known as of today",
    remedy: "Upgrade mlops-constructs.",
  });
});

test("extended support ends after standard support for every version", () => {
  for (const versions of Object.values(KUBERNETES_VERSIONS)) {
    for (const { standard, extended } of Object.values(versions)) {
      expect(standard).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(extended > standard).toBe(true);
    }
  }
});
