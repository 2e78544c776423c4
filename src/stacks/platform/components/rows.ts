import type { ComponentName } from "../../../catalogue/component";
import { BASE } from "./base";
import type { ComponentRow } from "./component-row";
import { DATA } from "./data";
import { DELIVERY } from "./delivery";
import { OBSERVABILITY } from "./observability";
import { PIPELINES } from "./pipelines";
import { SERVING } from "./serving";
import { TRACKING } from "./tracking";

/** Every component on the platform of an environment. */
export const COMPONENT_ROWS: Readonly<Record<ComponentName, ComponentRow>> = {
  ...BASE,
  ...TRACKING,
  ...DATA,
  ...PIPELINES,
  ...SERVING,
  ...OBSERVABILITY,
  ...DELIVERY,
};
