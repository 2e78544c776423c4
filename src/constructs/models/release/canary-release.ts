import { Construct } from "../../../framework/terraform";
import { releaseBinding } from "../../delivery/endpoint-notifications";
import { type Manifest, ManifestBundle } from "../../kubernetes/manifest-bundle";
import { NAMESPACES } from "../../kubernetes/names";
import type { CanaryReleaseProps } from "./canary-release-props";
import { type CanaryTarget, hasOneRevision } from "./canary-target";
import { releaseWorkflow } from "./release-workflow";
import { rollbackBinding, rollbackWorkflow } from "./rollback-workflow";

function refuseUnsplittable(target: CanaryTarget): void {
  if (hasOneRevision(target)) {
    throw new Error(
      `The endpoint ${target.name} can't have a canary: KServe's mode Standard has one revision, which gets all the traffic. Use the mode Knative, or the only step 100`,
    );
  }
}

function checkSteps(steps: readonly number[]): void {
  const rises = steps.every((step, index) => step > (steps[index - 1] ?? 0));
  if (rises && steps.at(-1) === 100) return;
  throw new Error(`The steps [${steps.join(", ")}] of a canary have to rise and to end with 100`);
}

/**
 * Releases a version step by step, judges each step by its metrics, promotes it at the end, and takes it back by itself:
 * in the cluster at once, and in Git. Argo Workflows runs it; Alertmanager calls for the rollback as well.
 */
export class CanaryRelease extends Construct {
  readonly bundle: ManifestBundle;

  constructor(scope: Construct, id: string, props: CanaryReleaseProps) {
    super(scope, id);
    this.bundle = new ManifestBundle(this, "workflows", {
      name: "canary-release",
      namespace: NAMESPACES["model-delivery"],
      manifests: canaryManifests(props),
    });
  }
}

/**
 * What runs releases and rollbacks.
 * @throws Error for steps that don't lead to 100 %, and for endpoints whose traffic can't be split
 */
export function canaryManifests(props: CanaryReleaseProps): Manifest[] {
  checkSteps(props.steps);
  if (props.steps.length > 1) props.endpoints.forEach(refuseUnsplittable);
  return [releaseWorkflow(props), rollbackWorkflow(props), rollbackBinding(), releaseBinding()];
}
