import type { Grantee } from "./role";

/** A Route 53 hosted zone that exists already: a domain is delegated once, by whoever owns it. */
export interface IDnsZone {
  readonly zoneId: string;
  /** Writing records, and nothing about the zone itself. */
  grantWriteRecords(grantee: Grantee): void;
}

export const DnsZone = {
  fromAttributes({ zoneId }: Pick<IDnsZone, "zoneId">): IDnsZone {
    return { zoneId, grantWriteRecords: (grantee) => grant(zoneId, grantee) };
  },
};

/** https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/ https://cert-manager.io/docs/configuration/acme/dns01/route53/ */
function grant(zoneId: string, grantee: Grantee): void {
  grantee.allow("write-dns-records", [
    {
      sid: "Records",
      actions: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets", "route53:ListTagsForResources"],
      resources: [`arn:aws:route53:::hostedzone/${zoneId}`],
    },
    { sid: "Changes", actions: ["route53:GetChange"], resources: ["arn:aws:route53:::change/*"] },
    // Route 53 knows no narrower resource for these.
    { sid: "Zones", actions: ["route53:ListHostedZones", "route53:ListHostedZonesByName"], resources: ["*"] },
  ]);
}
