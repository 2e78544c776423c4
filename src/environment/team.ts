/** A team on the platform, with its own namespace, quota, queue and access. */
export interface Team {
  /** Name of the team and of its namespace. */
  readonly name: string;
  /** Groups of the identity provider whose members work in the namespace. */
  readonly groups: readonly string[];
  /**
   * E-mail addresses, as the identity provider spells them, of the people who run pipelines: Kubeflow Pipelines
   * authorizes individual users and does not support groups. @default - no one
   */
  readonly members?: readonly string[];
  /** Budget for its quota at the utilisation `usage.poolUtilisation`, in USD/month. @default - no budget */
  readonly budgetUsd?: number;
  /** Limits of the requests of all pods of the team. */
  readonly quota: {
    /** Processors. */
    readonly cpu: number;
    readonly memoryGiB: number;
    readonly gpus: number;
  };
}
