import type { PolicyStatement } from "./policy-document";
import type { Grantee } from "./role";

/** An existing Route 53 hosted zone: the owner of the domain delegates it once. */
export interface IDnsZone {
  readonly zoneId: string;
  /** Writes records, but cannot change the zone itself. */
  grantWriteRecords(grantee: Grantee): void;
  /** Writes only the records that prove control of the domain to a certificate authority. */
  grantSolveChallenges(grantee: Grantee): void;
}

export const DnsZone = {
  fromAttributes({ zoneId }: Pick<IDnsZone, "zoneId">): IDnsZone {
    const zone = [`arn:aws:route53:::hostedzone/${zoneId}`];
    return {
      zoneId,
      grantWriteRecords: (grantee) => grantee.allow("write-dns-records", records(zone)),
      grantSolveChallenges: (grantee) => grantee.allow("solve-dns-challenges", challenges(zone)),
    };
  },
};

/** https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/ */
function records(zone: readonly string[]): PolicyStatement[] {
  return [
    {
      sid: "Records",
      actions: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets", "route53:ListTagsForResources"],
      resources: zone,
    },
    // Route 53 offers no narrower resource for it.
    { sid: "Zones", actions: ["route53:ListHostedZones"], resources: ["*"] },
  ];
}

/** https://cert-manager.io/docs/configuration/acme/dns01/route53/ */
function challenges(zone: readonly string[]): PolicyStatement[] {
  return [
    {
      sid: "Challenges",
      actions: ["route53:ChangeResourceRecordSets"],
      resources: zone,
      // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html
      conditions: {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
        "ForAllValues:StringLike": {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["_acme-challenge.*"],
        },
      },
    },
    { sid: "Records", actions: ["route53:ListResourceRecordSets"], resources: zone },
    { sid: "Changes", actions: ["route53:GetChange"], resources: ["arn:aws:route53:::change/*"] },
    // Route 53 offers no narrower resource for it.
    { sid: "Zones", actions: ["route53:ListHostedZonesByName"], resources: ["*"] },
  ];
}
