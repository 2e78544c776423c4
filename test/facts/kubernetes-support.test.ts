import { kubernetesSupport } from "../../src/facts/kubernetes-support";

test("a patch version has the support of its minor version", () => {
  expect(kubernetesSupport("aws", "1.35.2-eks.1")?.standard).toBe("2027-03-27");
  expect(kubernetesSupport("google", "1.35.1-gke.100")?.standard).toBe("2027-04-11");
});

test("the support of an unknown version is undefined", () => {
  expect(kubernetesSupport("aws", "2.0")).toBeUndefined();
  expect(kubernetesSupport("google", "toString")).toBeUndefined();
});
