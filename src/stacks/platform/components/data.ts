import { Databases } from "../../../constructs/data/databases";
import { addDvcRemotes } from "../dvc-remotes";
import type { ComponentRows } from "./component-row";

/** Databases of the components, and DVC remotes. */
export const DATA = {
  databases: {
    build: ({ scope, facts, common, postgresUsers, mysqlUsers }) =>
      new Databases(scope, "databases", {
        ...common,
        server: facts.database,
        ...(facts.adminPasswordProperty !== undefined && { adminPasswordProperty: facts.adminPasswordProperty }),
        users: postgresUsers,
        ...(mysqlUsers.length > 0 && { mysql: { server: facts.pipelinesDatabase, users: mysqlUsers } }),
      }),
  },
  dvc: {
    build: ({ scope, platform, facts }) => {
      addDvcRemotes(scope, platform.teams, facts);
      return undefined;
    },
  },
} satisfies ComponentRows;
