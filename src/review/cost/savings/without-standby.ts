import { changedAttribute } from "./changed-attribute";
import type { Suggestion } from "./suggestion";

export const withoutStandby: Suggestion = {
  id: "without-standby",
  title: "Run databases without a standby",
  caution: "If the zone fails, the database is unavailable until it is restored.",
  tiers: ["dev", "staging"],
  change:
    ({ graph }) =>
    (resource) => {
      const { type, body } = resource;
      if (type === "aws_db_instance") return body.multi_az === true ? { ...body, multi_az: false } : undefined;
      if (type !== "google_sql_database_instance") return undefined;
      const availability = graph.attribute(resource, "settings.availability_type");
      return availability.kind === "known" && availability.value === "REGIONAL"
        ? changedAttribute(body, ["settings", "availability_type"], "ZONAL")
        : undefined;
    },
};
