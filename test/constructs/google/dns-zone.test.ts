import { WorkloadIdentity } from "../../../src/constructs/google";
import { DnsZone } from "../../../src/constructs/google/dns-zone";
import { synthesizeConstruct } from "../synthesize-construct";

test("write access covers the records of one zone, and only lists other zones", () => {
  const { only } = synthesizeConstruct((scope) => {
    const identity = new WorkloadIdentity(scope, "identity", {
      name: "acme-dns",
      cluster: { name: "acme", projectId: "acme-ml" },
      namespace: "external-dns",
      serviceAccount: "external-dns",
    });
    DnsZone.fromAttributes({ name: "ml-example-com", projectId: "acme-ml" }).grantWriteRecords(identity);
  });
  expect(only("google_dns_managed_zone_iam_member")).toMatchObject({
    managed_zone: "ml-example-com",
    role: "roles/dns.admin",
  });
  expect(only("google_project_iam_member")).toMatchObject({ role: "roles/dns.reader" });
});
