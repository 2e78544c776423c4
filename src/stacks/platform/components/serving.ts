import { Kserve } from "../../../constructs/serving/kserve";
import { SeldonCore } from "../../../constructs/serving/seldon-core";
import type { ComponentRows } from "./component-row";

/** Model serving engines. */
export const SERVING = {
  kserve: {
    build: ({ scope, platform, web }) =>
      new Kserve(scope, "kserve", { ...web, mode: platform.servingMode === "knative" ? "Knative" : "Standard" }),
  },
  "seldon-core": {
    build: ({ scope, common }) => new SeldonCore(scope, "seldon-core", common),
  },
} satisfies ComponentRows;
