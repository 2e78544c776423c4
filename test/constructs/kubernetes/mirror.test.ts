import { CATALOGUE } from "../../../src/catalogue/catalogue";
import { chartSource, merge, mirroredImage, mirroredImages } from "../../../src/constructs/kubernetes/mirror";

const MIRROR = "oci://registry.example.com/mirror";

test("a chart comes from its own repository, or from the single folder of the mirror", () => {
  const [chart] = CATALOGUE.mlflow.charts;
  if (!chart) throw new Error("MLflow has a chart");
  expect(chartSource(chart, "").repository).toBe("https://community-charts.github.io/helm-charts");
  expect(chartSource(chart, MIRROR)).toEqual({
    repository: "oci://registry.example.com/mirror/charts",
    chart: "mlflow",
  });
});

test("each notation that charts use for an image is redirected", () => {
  const images = [
    { at: "image", image: "quay.io/a/b", form: "repository" },
    { at: "server.image", image: "quay.io/a/c", form: "registry" },
    { at: "controller", image: "docker.io/a/d", form: "text" },
    { at: "global.hub", image: "docker.io/istio", form: "hub" },
  ] as const;
  expect(mirroredImages({ name: "x", repository: "", version: "", images }, MIRROR)).toEqual({
    image: { repository: "registry.example.com/mirror/a/b" },
    server: { image: { registry: "registry.example.com/mirror", repository: "a/c" } },
    controller: "registry.example.com/mirror/a/d",
    global: { hub: "registry.example.com/mirror/istio" },
  });
});

test("without a mirror nothing changes", () => {
  expect(
    mirroredImages(
      { name: "x", repository: "", version: "", images: [{ at: "image", image: "a/b", form: "text" }] },
      "",
    ),
  ).toEqual({});
  expect(mirroredImage("docker.io/library/postgres:17", "")).toBe("docker.io/library/postgres:17");
  expect(mirroredImage("docker.io/library/postgres:17", MIRROR)).toBe(
    "registry.example.com/mirror/library/postgres:17",
  );
});

test("blocks are merged, lists and values are replaced", () => {
  expect(merge({ a: { b: 1, c: [1] }, d: 1 }, { a: { c: [2] }, d: { e: 2 } })).toEqual({
    a: { b: 1, c: [2] },
    d: { e: 2 },
  });
});
