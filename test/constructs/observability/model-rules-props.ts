import type { ModelRulesProps } from "../../../src/constructs/observability/model-alert";
import { knativeSignals } from "../../../src/constructs/observability/model-signals";

/** Rules of a scorer. */
export const MODEL_RULES: ModelRulesProps = {
  name: "scorer",
  namespace: "fraud",
  signals: knativeSignals("fraud", "scorer"),
  objective: { availability: 0.999, latencyP99Seconds: 0.3, errorRate: 0.01, driftScore: 0.2 },
  canary: { stepMinutes: 10, minimumRequests: 100 },
  driftHours: 1,
  runbooks: "https://example.com/runbooks",
};
