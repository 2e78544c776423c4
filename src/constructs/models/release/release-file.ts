import { parameter } from "../workflows/workflow";
import type { CanaryReleaseProps } from "./canary-release-props";

/** Where a release is written to Git, as arguments of `mlops-delivery`: on the branch that Argo CD reads. */
export function releaseFile({ repository, branch, folder, changes }: CanaryReleaseProps): string[] {
  return [
    ...["--repository", repository, "--branch", branch],
    ...["--path", `${folder}/${parameter("model")}/release.yaml`],
    ...(changes === "pull-request" ? ["--pull-request"] : []),
  ];
}
