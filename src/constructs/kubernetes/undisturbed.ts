/**
 * Annotations of a pod that has to start over when it is evicted, such as a training step: the cloud's autoscaler keeps
 * its node until it ends. They do not protect against a Spot interruption or a failing node.
 * https://karpenter.sh/docs/concepts/disruption/#pod-level-controls,
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-types-of-pods-can-prevent-ca-from-removing-a-node
 */
export const UNDISTURBED = {
  "karpenter.sh/do-not-disrupt": "true",
  "cluster-autoscaler.kubernetes.io/safe-to-evict": "false",
} as const;
