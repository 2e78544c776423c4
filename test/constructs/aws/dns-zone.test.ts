import { WorkloadIdentity } from "../../../src/constructs/aws";
import { DnsZone } from "../../../src/constructs/aws/dns-zone";
import { synthesizeConstruct } from "../synthesize-construct";

test("whoever writes records writes those of the one zone, and can't change the zone", () => {
  const { only } = synthesizeConstruct((scope) => {
    const identity = new WorkloadIdentity(scope, "identity", {
      name: "acme-dns",
      cluster: { name: "acme" },
      namespace: "external-dns",
      serviceAccount: "external-dns",
    });
    DnsZone.fromAttributes({ zoneId: "Z1" }).grantWriteRecords(identity);
  });
  const statements: { Action: string[]; Resource: string[] }[] = JSON.parse(
    String(only("aws_iam_role_policy").policy),
  ).Statement;
  const writing = statements.filter(({ Action }) => Action.some((action) => !/^route53:(Get|List)/.test(action)));
  expect(writing.map(({ Resource }) => Resource)).toEqual([["arn:aws:route53:::hostedzone/Z1"]]);
  expect(writing.flatMap(({ Action }) => Action).filter((action) => /HostedZone|\*/.test(action))).toEqual([]);
});
