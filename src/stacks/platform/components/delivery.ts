import { ArgoCd } from "../../../constructs/delivery/argo-cd";
import { ArgoWorkflows } from "../../../constructs/delivery/argo-workflows";
import { Kueue } from "../../../constructs/delivery/kueue";
import { gitAuthoritiesOf } from "../git-authorities";
import { modelEvents } from "../model-events";
import { repositoriesOf } from "../teams";
import type { ComponentRows } from "./component-row";

/** GitOps delivery, workflows and queues. */
export const DELIVERY = {
  "argo-cd": {
    build: ({ scope, environment, platform, web, signOn }) =>
      new ArgoCd(scope, "argo-cd", {
        ...web,
        ...modelEvents(environment),
        signOn,
        teams: platform.teams,
        repositories: repositoriesOf(environment),
        ...gitAuthoritiesOf(environment),
      }),
  },
  "argo-workflows": {
    build: ({ scope, facts, web, signOn }) =>
      new ArgoWorkflows(scope, "argo-workflows", { ...web, signOn, artifacts: facts.bucket("pipelines") }),
  },
  kueue: {
    build: ({ scope, platform, common }) =>
      new Kueue(scope, "kueue", { ...common, queues: platform.teams.map(({ name, quota }) => ({ name, ...quota })) }),
  },
} satisfies ComponentRows;
