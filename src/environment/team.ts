/** A team that works on the platform: a namespace of its own with quota, queue and access. */
export interface Team {
  /** Name of the team and of its namespace. */
  readonly name: string;
  /** Groups of the identity provider whose members work in the namespace. */
  readonly groups: readonly string[];
  /**
   * E-mail addresses, as the identity provider spells them, of those who run pipelines: Kubeflow Pipelines asks about
   * one person at a time and knows nothing of groups. @default - nobody
   */
  readonly members?: readonly string[];
  /** What its quota may cost, used as much as `usage.poolUtilisation` says, in USD/month. @default - no budget of its own */
  readonly budgetUsd?: number;
  /** What all pods of the team together may request. */
  readonly quota: {
    /** Processors. */
    readonly cpu: number;
    readonly memoryGiB: number;
    readonly gpus: number;
  };
}
