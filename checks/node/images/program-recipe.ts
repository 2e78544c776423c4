import { basename } from "node:path";
import type { GoProgram } from "../../build-go";
import type { Recipe } from "./recipe";

/** A static program and nothing else, with its user and its folder. */
export function programRecipe(of: GoProgram, path: string, settings: Omit<Recipe, "layers"> = {}): Recipe {
  return { layers: [{ kind: "program", program: of, path }], entrypoint: [path], ...settings };
}

/** Of upstream images that ko builds: https://ko.build/features/static-assets */
export function koRecipe(of: GoProgram): Recipe {
  return programRecipe(of, `/ko-app/${basename(of.main ?? of.name)}`, { user: "65532" });
}
