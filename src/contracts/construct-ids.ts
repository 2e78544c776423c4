/**
 * Ids of the constructs that both clouds build. They are part of Terraform addresses, and cost reports group by them.
 */
export const CONSTRUCT_IDS = {
  database: "database",
  pipelinesDatabase: "pipelines-database",
  bucket: (purpose: string) => `${purpose}-bucket`,
  nodePool: (purpose: string) => `pool-${purpose}`,
} as const;
