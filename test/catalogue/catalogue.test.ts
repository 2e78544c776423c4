import { CATALOGUE, COMPONENT_NAMES } from "../../src/catalogue/catalogue";
import { checkComponents, needsOf } from "../../src/catalogue/check-components";
import type { ComponentName } from "../../src/catalogue/component";
import { componentsOf, PROFILE_NAMES } from "../../src/catalogue/profiles";

const CLOUDS = ["aws", "google"] as const;

test("every chart is pinned to one version of a repository with a protocol", () => {
  for (const { charts } of Object.values(CATALOGUE)) {
    for (const { repository, version } of charts) {
      expect(repository).toMatch(/^(https|oci):\/\//);
      expect(version).toMatch(/^v?\d+\.\d+\.\d+$/);
    }
  }
});

test("nothing depends on itself, directly or indirectly", () => {
  const below = (name: ComponentName, seen: readonly ComponentName[]): void => {
    expect(seen).not.toContain(name);
    const { needs, follows = [] } = CATALOGUE[name];
    for (const before of [...needs, ...follows]) below(before, [...seen, name]);
  };
  for (const name of COMPONENT_NAMES) below(name, []);
});

test.each(PROFILE_NAMES.flatMap((profile) => CLOUDS.map((cloud) => [profile, cloud] as const)))(
  "the profile %s runs on %s with the tiers' Kubernetes version",
  (profile, cloud) => {
    const components = componentsOf(profile, cloud, {});
    expect(checkComponents({ components, cloud, kubernetesVersion: "1.35", today: "2026-11-01" })).toEqual([]);
  },
);

test("minimal has tracking, pipelines, serving and monitoring; each larger profile has more", () => {
  const [minimal, standard, full] = (["minimal", "standard", "full"] as const).map((profile) =>
    componentsOf(profile, "aws", {}),
  );
  expect(minimal).toEqual(expect.arrayContaining(["mlflow", "kubeflow-pipelines", "kserve", "kube-prometheus-stack"]));
  expect(minimal).not.toContain("airflow");
  expect(standard).toEqual(expect.arrayContaining([...(minimal ?? []), "airflow", "kyverno", "velero", "kueue"]));
  expect(full).toEqual(expect.arrayContaining([...(standard ?? []), "prefect", "kubeflow-trainer"]));
});

test("no profile has a component without a free licence", () => {
  for (const profile of PROFILE_NAMES) expect(componentsOf(profile, "aws", {})).not.toContain("seldon-core");
  expect(CATALOGUE["seldon-core"]).toMatchObject({
    licence: "BUSL-1.1",
    licenceNotice: expect.stringContaining("Production"),
  });
});

test("a component of one cloud is never used on the other, even if it is enabled", () => {
  expect(componentsOf("full", "google", { "aws-load-balancer-controller": true })).not.toContain(
    "aws-load-balancer-controller",
  );
  expect(needsOf("entry", "google")).not.toContain("aws-load-balancer-controller");
  expect(needsOf("entry", "aws")).toContain("aws-load-balancer-controller");
});

describe("a choice that can't run is reported with all its faults", () => {
  const check = (components: readonly ComponentName[], kubernetesVersion = "1.35", today = "2026-11-01") =>
    checkComponents({ components, cloud: "aws", kubernetesVersion, today }).map(({ component, found }) => [
      component,
      found,
    ]);

  test("a dependency is missing", () => {
    expect(check(["opencost", "external-dns"])).toEqual([
      ["opencost", "opencost without kube-prometheus-stack"],
      ["external-dns", "external-dns without entry"],
      ["external-dns", "external-dns without prometheus-operator-crds"],
    ]);
  });

  test("the cluster is too old or too new", () => {
    expect(check(["cert-manager", "prometheus-operator-crds"], "1.32")).toEqual([
      ["cert-manager", "cert-manager 1.21.1 on Kubernetes 1.32"],
    ]);
    expect(check(["cert-manager", "prometheus-operator-crds"], "1.37")).toEqual([
      ["cert-manager", "cert-manager 1.21.1 on Kubernetes 1.37"],
    ]);
  });

  test("a version is no longer supported", () => {
    expect(check(["databases", "external-secrets", "prometheus-operator-crds"], "1.35", "2030-01-01")).toEqual([
      ["databases", "databases 17, which is out of support since 2029-11-08"],
    ]);
  });
});
