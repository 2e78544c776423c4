import { DnsManagedZoneIamMember } from "@cdktf/provider-google/lib/dns-managed-zone-iam-member";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import type { Grantee } from "./workload-identity";

/** An existing Cloud DNS zone: the owner of the domain delegates it once. */
export interface IDnsZone {
  readonly name: string;
  readonly projectId: string;
  /** Writes records of this zone, and lists zones. */
  grantWriteRecords(grantee: Grantee): void;
}

export const DnsZone = {
  fromAttributes({ name, projectId }: Pick<IDnsZone, "name" | "projectId">): IDnsZone {
    return { name, projectId, grantWriteRecords: (grantee) => grant(name, projectId, grantee) };
  },
};

/** https://cloud.google.com/dns/docs/access-control */
function grant(name: string, projectId: string, grantee: Grantee): void {
  new DnsManagedZoneIamMember(grantee, "write-dns-records", {
    project: projectId,
    managedZone: name,
    role: "roles/dns.admin",
    member: grantee.member,
  });
  new ProjectIamMember(grantee, "read-dns-zones", {
    project: projectId,
    role: "roles/dns.reader",
    member: grantee.member,
  });
}
