import type { Environment } from "../../environment/environment";
import { chosenComponents } from "../chosen-components";
import { COMPONENT_ROWS } from "./components/rows";

/** Namespaces of the components with a database user. */
export function databaseClients(environment: Pick<Environment, "platform" | "cloud">): string[] {
  const rows = chosenComponents(environment).map((name) => COMPONENT_ROWS[name]);
  const users = rows.flatMap(({ postgres, mysql }) => [...(postgres ? [postgres] : []), ...(mysql ? [mysql] : [])]);
  return [...new Set(users.map(({ namespace }) => namespace))];
}
