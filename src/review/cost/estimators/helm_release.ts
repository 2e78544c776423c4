import { helmValues } from "../../model";
import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { persistentVolumes } from "../persistent-volumes";
import { isOnCloud, providerOf } from "../region";
import { serviceLoadBalancer } from "../service-load-balancer";

/** Pods are billed with their nodes; cloud resources that a chart creates are read from its values. */
export const helmRelease: Estimator = {
  type: "helm_release",
  estimate: (resource, context) => {
    if (!isOnCloud(resource, context)) return [];
    const bill = new Bill(resource, context);
    const { values } = helmValues(resource);
    const provider = providerOf(resource, context);
    return [
      ...persistentVolumes(values, bill, context.graph, provider),
      ...serviceLoadBalancer(values, bill, context, provider),
    ];
  },
};
