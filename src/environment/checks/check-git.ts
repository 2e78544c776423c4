import { parseSigner } from "../../facts/signer";
import type { Fault } from "../../problems/fault";
import { describe } from "../describe";
import type { Environment } from "../environment";
import type { Partially } from "../keep-valid";
import { ownGitOf } from "../repository";

/** Finds models whose releases need GitHub, in an environment on another Git server. */
export function checkGit(environment: Partially<Environment>): Fault[] {
  const { models, tier } = environment;
  const server = ownGitOf(environment)?.server;
  if (server === undefined || models === undefined) return [];
  return [
    ...(parseSigner(models.signer ?? "").kind === "workflow"
      ? [
          {
            path: "models.signer",
            found: `a GitHub workflow, and cloud.git.server ${describe(server)}`,
            expected: "a public key in PEM: only GitHub's workflows sign without a key",
            remedy: "Sign models with a key of your own, and set its public part.",
          },
        ]
      : []),
    ...(tier === "prod"
      ? [
          {
            path: "cloud.git.server",
            found: `${describe(server)}, in tier prod with models`,
            expected: "GitHub: releases in production are pull requests, which are only opened there",
            remedy: "Remove cloud.git, or deliver models to an environment of tier staging.",
          },
        ]
      : []),
  ];
}
