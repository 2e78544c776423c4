import type { Environment } from "../../environment/environment";
import { chosenComponents } from "../chosen-components";
import { COMPONENT_ROWS } from "./components/rows";

/** Whether a component of the environment has databases on the MySQL server. */
export function needsMysql(environment: Pick<Environment, "platform" | "cloud">): boolean {
  return chosenComponents(environment).some((name) => COMPONENT_ROWS[name].mysql !== undefined);
}
