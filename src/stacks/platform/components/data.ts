import { Databases } from "../../../constructs/data/databases";
import { PIPELINES_DATABASE } from "../../../constructs/pipelines/pipelines-database";
import { needsMysql } from "../../chosen-components";
import { addDvcRemotes } from "../dvc-remotes";
import type { ComponentRows } from "./component-row";

/** Databases of the components, and DVC remotes. */
export const DATA = {
  databases: {
    build: ({ scope, environment, facts, common, postgresUsers }) =>
      new Databases(scope, "databases", {
        ...common,
        server: facts.database,
        ...(facts.adminPasswordProperty !== undefined && { adminPasswordProperty: facts.adminPasswordProperty }),
        users: postgresUsers,
        ...(needsMysql(environment) && {
          mysql: { server: facts.pipelinesDatabase, users: [PIPELINES_DATABASE] },
        }),
      }),
  },
  dvc: {
    build: ({ scope, platform, facts }) => {
      addDvcRemotes(scope, platform.teams, facts);
      return undefined;
    },
  },
} satisfies ComponentRows;
