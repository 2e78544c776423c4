import { databaseTypeNames, hasDatabaseType } from "../../facts/database-types";
import type { Fault } from "../../problems/fault";
import { nearest } from "../../problems/nearest";
import { describe } from "../describe";
import type { CloudEnvironment } from "../environment";
import type { Partially } from "../keep-valid";

const EXPECTED = {
  aws: "an RDS instance class, e.g. db.m7g.large",
  google:
    "db-custom-<vCPUs>-<MiB>: 1 or an even number of vCPUs up to 96, 0.9 to 6.5 GiB per vCPU, at least 3840 MiB, in steps of 256",
} as const;

/** Finds database types that the cloud doesn't have, and storage that is larger than its maximum. */
export function checkDatabase({ cloud, database }: Partially<CloudEnvironment>): Fault[] {
  return [
    ...typeFaults(cloud, "databaseType"),
    ...typeFaults(cloud, "pipelinesDatabaseType"),
    ...storageFaults(database),
  ];
}

function typeFaults(
  cloud: Partially<CloudEnvironment["cloud"]> | undefined,
  setting: "databaseType" | "pipelinesDatabaseType",
): Fault[] {
  const { provider, [setting]: type } = cloud ?? {};
  if (provider === undefined || type === undefined || hasDatabaseType(provider, type)) return [];
  const meant = nearest(type, databaseTypeNames(provider));
  return [
    {
      path: `cloud.${setting}`,
      found: describe(type),
      expected: EXPECTED[provider],
      remedy: meant
        ? `Did you mean ${meant}?`
        : `Choose another type, e.g. ${provider === "aws" ? "db.m7g.large" : "db-custom-2-8192"}.`,
    },
  ];
}

function storageFaults(database: Partially<CloudEnvironment["database"]> | undefined): Fault[] {
  const { storageGiB, maxStorageGiB } = database ?? {};
  if (storageGiB === undefined || maxStorageGiB === undefined || storageGiB <= maxStorageGiB) return [];
  return [
    {
      path: "database.storageGiB",
      found: `${storageGiB}, with maxStorageGiB ${maxStorageGiB}`,
      expected: `at most maxStorageGiB (${maxStorageGiB})`,
      remedy: "Raise database.maxStorageGiB.",
    },
  ];
}
