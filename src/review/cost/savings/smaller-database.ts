import { TIER_NAMES } from "../../../facts/tier";
import { type Json, textFrom } from "../../model";
import { changedAttribute } from "./changed-attribute";
import { isPriced } from "./is-priced";
import type { Suggestion } from "./suggestion";

/** Of one family, smallest first. */
const SIZES = ["micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"];

export const smallerDatabase: Suggestion = {
  id: "smaller-database",
  title: "Halve the size of databases",
  caution: "Check a month of CPU, memory and connection metrics first.",
  tiers: TIER_NAMES,
  change: (context) => (resource) => {
    const { type, body } = resource;
    if (type === "aws_db_instance") {
      const instead = halfClass(body.instance_class);
      return instead !== undefined && isPriced(resource, context, "rds.postgres.single-az", instead)
        ? { ...body, instance_class: instead }
        : undefined;
    }
    if (type !== "google_sql_database_instance") return undefined;
    const tier = context.graph.attribute(resource, "settings.tier");
    const instead = tier.kind === "known" ? halfTier(tier.value) : undefined;
    return instead === undefined ? undefined : changedAttribute(body, ["settings", "tier"], instead);
  },
};

function halfClass(value: Json | undefined): string | undefined {
  const [, family, size = ""] = /^(db\.[a-z0-9]+)\.(\w+)$/.exec(textFrom(value ?? "")) ?? [];
  const smaller = SIZES[SIZES.indexOf(size) - 1];
  return family === undefined || smaller === undefined ? undefined : `${family}.${smaller}`;
}

/** https://cloud.google.com/sql/docs/postgres/create-instance#machine-types: an even number of vCPUs, or one. */
function halfTier(value: Json): string | undefined {
  const [, cpus, memory] = /^db-custom-(\d+)-(\d+)$/.exec(textFrom(value ?? "")) ?? [];
  const half = Number(cpus) / 2;
  return half === 1 || half % 2 === 0 ? `db-custom-${half}-${Number(memory) / 2}` : undefined;
}
