import { NAMESPACES } from "../../facts/namespaces";
import type { Fault } from "../../problems/fault";
import { describe } from "../describe";
import type { Environment } from "../environment";
import type { Partially } from "../keep-valid";

/** Finds a namespace for the state that the platform creates, and deletes together with the state. */
export function checkStateNamespace({ cloud, platform }: Partially<Environment>): Fault[] {
  if (cloud?.provider !== "kubernetes" || cloud.stateNamespace === undefined) return [];
  const { "kube-system": _, ...others } = NAMESPACES;
  const created: readonly (string | undefined)[] = [
    ...Object.values(others),
    ...(platform?.teams ?? []).map((team) => team?.name),
  ];
  if (!created.includes(cloud.stateNamespace)) return [];
  return [
    {
      path: "cloud.stateNamespace",
      found: `${describe(cloud.stateNamespace)}, which the deployment creates`,
      expected: "a namespace that exists before the first deployment, and outlives the platform",
      remedy: "Remove cloud.stateNamespace, or create a namespace of its own.",
    },
  ];
}
