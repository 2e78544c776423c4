import { BUCKET_PURPOSES } from "../../src/environment/bucket-purpose";
import type { BucketPurpose } from "../../src/environment/environment";
import { CONSUMERS } from "../../src/environment/names";
import {
  type BucketGrant,
  type IdentityAccess,
  modelAccess,
  type ServiceAccountAccess,
  teamAccess,
} from "../../src/stacks/access";
import { CONSUMER_ACCESS } from "../../src/stacks/platform/consumers";
import type { Document } from "./document";
import { GENERATED, table } from "./markdown";

/** Every identity and its permissions. */
const IDENTITIES: readonly (readonly [who: string, access: ServiceAccountAccess])[] = [
  ...CONSUMERS.map((consumer) => [consumer, CONSUMER_ACCESS[consumer]] as const),
  ["each team: steps of its pipelines", teamAccess("TEAM")],
  ["each model: its endpoint", modelAccess("TEAM", "MODEL")],
];

/** Permissions other than those on buckets. */
function otherPermissions(access: Partial<IdentityAccess>): string[] {
  return [
    ...(access.readsSecrets ? ["reads the secret store and the master password of the database"] : []),
    ...(access.writesDns === "records" ? ["writes all records of the DNS zone"] : []),
    ...(access.writesDns === "challenges" ? ["writes the DNS records that a certificate authority checks"] : []),
    ...(access.readsImages ? ["reads images and signatures of the registry"] : []),
    ...(access.makesNodes ? ["creates and removes nodes (AWS)"] : []),
    ...(access.makesLoadBalancers ? ["creates and removes load balancers (AWS)"] : []),
  ];
}

/** The page with the permissions of every identity on the cluster. */
export function accessDocument(): Document {
  return {
    path: "docs/reference/access.md",
    text: [
      GENERATED,
      "",
      "# Who may do what",
      "",
      "Pods get permissions in the cloud through the identity of their service account, `namespace/name`. Everything else is denied. An identity",
      "exists only if its component runs in the environment. `TEAM` and `MODEL` are names from the environment file. The engine that retrains a",
      "model (Airflow, Prefect) may also write the model's folder in the bucket `models`.",
      "",
      "Not on this page:",
      "",
      "- `clusterAdministrators` of the environment file [administer the cluster](../guides/deploy.md#1-describe-the-environment), and with it every",
      "  pod and Secret on it.",
      "- CI has [two identities](../guides/deploy.md#6-let-ci-take-over): one plans and only reads, one deploys.",
      "- What people may do in the tools: [Access](../guides/platform.md#access), [decision 18](../decisions/0018-people-and-jobs-at-the-tools.md).",
      "- People who administer the cloud account or project can give themselves access to any bucket.",
      "",
      "## Buckets",
      "",
      "A path after a colon limits the identity to the objects whose names start with it; without one, it has the whole bucket.",
      "",
      table(["Bucket", "Read", "Read and write"], BUCKET_PURPOSES.map(bucketRow)),
      "",
      "## Other permissions",
      "",
      table(
        ["Identity", "Service account", "Permissions"],
        IDENTITIES.flatMap(([who, access]) => {
          const others = otherPermissions(access);
          return others.length === 0 ? [] : [[who, accountOf(access), others.join("; ")]];
        }),
      ),
      "",
    ].join("\n"),
  };
}

function bucketRow(bucket: BucketPurpose): string[] {
  const granted = (access: BucketGrant["access"]) =>
    IDENTITIES.flatMap(([who, identity]) =>
      identity.buckets
        .filter((grant) => grant.bucket === bucket && grant.access === access)
        .map(({ prefix, onlyS3 }) =>
          [
            `${who} (${accountOf(identity)})`,
            ...(onlyS3 ? [" (not on Google Cloud)"] : []),
            ...(prefix === undefined ? [] : [`: \`${prefix}/\``]),
          ].join(""),
        ),
    ).join("; ");
  return [`\`${bucket}\``, granted("read"), granted("read-write")];
}

function accountOf({ namespace, serviceAccount }: ServiceAccountAccess): string {
  return `\`${namespace}/${serviceAccount}\``;
}
