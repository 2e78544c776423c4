import { WorkloadIdentity } from "../../../src/constructs/aws";
import { DnsZone } from "../../../src/constructs/aws/dns-zone";
import { synthesizeConstruct } from "../synthesize-construct";

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: object;
}

function writing(right: "grantWriteRecords" | "grantSolveChallenges"): Statement[] {
  const { only } = synthesizeConstruct((scope) => {
    const identity = new WorkloadIdentity(scope, "identity", {
      name: "acme-dns",
      cluster: { name: "acme" },
      namespace: "external-dns",
      serviceAccount: "external-dns",
    });
    DnsZone.fromAttributes({ zoneId: "Z1" })[right](identity);
  });
  const statements: Statement[] = JSON.parse(String(only("aws_iam_role_policy").policy)).Statement;
  return statements.filter(({ Action }) => Action.some((action) => !/^route53:(Get|List)/.test(action)));
}

test("cert-manager writes only challenge records, none that could redirect traffic", () => {
  expect(writing("grantSolveChallenges")).toMatchObject([
    {
      Action: ["route53:ChangeResourceRecordSets"],
      Resource: ["arn:aws:route53:::hostedzone/Z1"],
      Condition: {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
        "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["_acme-challenge.*"] },
      },
    },
  ]);
});

test("write access covers the records of one zone, and can't change the zone", () => {
  const records = writing("grantWriteRecords");
  expect(records.map(({ Resource }) => Resource)).toEqual([["arn:aws:route53:::hostedzone/Z1"]]);
  expect(records.flatMap(({ Action }) => Action).filter((action) => /HostedZone|\*/.test(action))).toEqual([]);
});
