import { KUBERNETES_VERSIONS } from "../../../src/environment/catalogue/kubernetes-versions";
import { standardSupportEnd } from "../../../src/review/lifecycle/kubernetes";

describe("the review and the environments agree on when standard support ends", () => {
  test.each([
    ["aws_eks_cluster", KUBERNETES_VERSIONS.aws],
    ["google_container_cluster", KUBERNETES_VERSIONS.google],
  ] as const)("%s", (type, versions) => {
    const known = Object.entries(versions).map(([version, { standard }]) => [version, standard]);
    expect(known.length).toBeGreaterThan(3);
    expect(known.map(([version = ""]) => [version, standardSupportEnd(type, version)])).toEqual(known);
  });

  test("a patch version counts as its minor version, and of others nothing is known", () => {
    expect(standardSupportEnd("aws_eks_cluster", "1.35.2-eks.1")).toBe("2027-03-27");
    expect(standardSupportEnd("aws_eks_cluster", "2.0")).toBeUndefined();
    expect(standardSupportEnd("azurerm_kubernetes_cluster", "1.35")).toBeUndefined();
  });
});
