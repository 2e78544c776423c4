import { CATALOGUE, COMPONENT_NAMES } from "../../src/catalogue/catalogue";
import { COMPONENT_ROWS } from "../../src/stacks/platform/components/rows";

test("a component gets a database exactly if the catalogue says that it needs the databases", () => {
  const needing = COMPONENT_NAMES.filter((name) => CATALOGUE[name].needs.includes("databases"));
  const having = COMPONENT_NAMES.filter((name) => COMPONENT_ROWS[name].postgres ?? COMPONENT_ROWS[name].mysql);
  expect(having).toEqual(needing);
  expect(having.length).toBeGreaterThan(1);
});
