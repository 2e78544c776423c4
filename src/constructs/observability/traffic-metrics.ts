import type { JsonObject } from "../kubernetes/json";
import { TRAFFIC_METRIC } from "./model-signals";

const [PREFIX = "", ...NAME] = TRAFFIC_METRIC.split("_");

/**
 * Makes kube-state-metrics export the traffic share of each revision from every InferenceService: the only place that
 * identifies the challenger.
 * https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/extend/customresourcestate-metrics.md
 */
export const TRAFFIC_BY_REVISION = {
  rbac: {
    extraRules: [
      { apiGroups: ["serving.kserve.io"], resources: ["inferenceservices"], verbs: ["list", "watch"] },
      { apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: ["list", "watch"] },
    ],
  },
  customResourceState: {
    enabled: true,
    config: {
      kind: "CustomResourceStateMetrics",
      spec: {
        resources: [
          {
            groupVersionKind: { group: "serving.kserve.io", version: "v1beta1", kind: "InferenceService" },
            metricNamePrefix: PREFIX,
            labelsFromPath: { model: ["metadata", "name"], model_namespace: ["metadata", "namespace"] },
            metrics: [
              {
                name: NAME.join("_"),
                help: "Percentage of the traffic by revision",
                each: {
                  type: "Gauge",
                  gauge: {
                    path: ["status", "components", "predictor", "traffic"],
                    labelsFromPath: { revision: ["revisionName"], latest: ["latestRevision"] },
                    valueFrom: ["percent"],
                  },
                },
              },
            ],
          },
        ],
      },
    },
  },
} as const satisfies JsonObject;
