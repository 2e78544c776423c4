import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import type { EndpointProps } from "./model-endpoint";
import { seldonModel } from "./seldon-model";
import type { Version } from "./traffic-split";

/** What the challenger gets: a share of the traffic in per cent, or a copy of all of it, whose answers nobody sees. */
export type Share = number | "shadow";

/** Name of the model that is tried out beside another. */
export function challengerOf(name: string): string {
  return `${name}-challenger`;
}

/**
 * A challenger beside a model on Seldon Core, and the experiment that splits the model's traffic between the two.
 * https://docs.seldon.ai/seldon-core-2/user-guide/experiments
 * @throws Error for a share that is none
 */
export function seldonCanary(props: EndpointProps, { storageUri }: Version, share: Share): Manifest[] {
  const { name } = props;
  if (share !== "shadow" && (!Number.isInteger(share) || share < 0 || share > 99)) {
    throw new Error(`${share} is no share for a challenger of ${name}: a whole number from 0 to 99, or "shadow"`);
  }
  const challenger = challengerOf(name);
  return [
    seldonModel({ ...props, name: challenger, storageUri }),
    {
      apiVersion: "mlops.seldon.io/v1alpha1",
      kind: "Experiment",
      metadata: { name, namespace: NAMESPACES.seldon },
      spec: {
        default: name,
        candidates:
          share === "shadow"
            ? [{ name, weight: 100 }]
            : [
                { name, weight: 100 - share },
                { name: challenger, weight: share },
              ],
        ...(share === "shadow" && { mirror: { name: challenger, percent: 100 } }),
      },
    },
  ];
}
