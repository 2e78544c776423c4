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
      `The endpoint ${target.name} can't have a canary: KServe's mode Standard has a single revision, which gets all the traffic. Use the mode Knative, or 100 as the only step`,
    );
  }
}

function checkSteps(steps: readonly number[]): void {
  const rises = steps.every((step, index) => step > (steps[index - 1] ?? 0));
  if (rises && steps.at(-1) === 100) return;
  throw new Error(`The steps [${steps.join(", ")}] of a canary must increase and end with 100`);
}

/**
 * Releases a version step by step, judges each step by its metrics, promotes it at the end, and rolls it back
 * automatically: immediately in the cluster, and in Git. Argo Workflows runs it; Alertmanager can also trigger the
 * rollback.
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
 * Creates the workflows for releases and rollbacks.
 * @throws Error for steps that don't end at 100 %, and for endpoints whose traffic can't be split
 */
export function canaryManifests(props: CanaryReleaseProps): Manifest[] {
  checkSteps(props.steps);
  if (props.steps.length > 1) props.endpoints.forEach(refuseUnsplittable);
  return [releaseWorkflow(props), rollbackWorkflow(props), rollbackBinding(), releaseBinding()];
}
