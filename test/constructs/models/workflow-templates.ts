import type { Manifest } from "../../../src/constructs/kubernetes/manifest-bundle";

/** A step of a workflow: the fields that the tests read. */
export interface Step {
  name: string;
  template?: string;
  when?: string;
  continueOn?: { failed: boolean; error: boolean };
  arguments?: { parameters: { name: string; value: string }[] };
}

/** A template of a workflow: the fields that the tests read. */
export interface Template {
  name: string;
  steps?: Step[][];
  container?: { args: string[]; env: { name: string }[]; terminationMessagePolicy?: string };
  suspend?: { duration?: string };
  inputs?: { artifacts: Step[] };
  retryStrategy?: { expression?: string };
}

export function templatesOf(workflow: Manifest | undefined): Template[] {
  if (!workflow) throw new Error("there is no such workflow");
  return JSON.parse(JSON.stringify(workflow.spec)).templates;
}

/** The steps of a template in their order. */
export const flat = (template: Template | undefined) => (template?.steps ?? []).flat();
