import { gkeDns } from "../../src/facts/cluster-dns";

test.each([
  ["1.34", "kube-dns"],
  ["1.35", "kube-dns"],
  ["1.35.4-gke.100", "kube-dns"],
  ["1.36", "unknown"],
] as const)("GKE %s resolves names with %s", (version, dns) => {
  expect(gkeDns(version)).toBe(dns);
});
