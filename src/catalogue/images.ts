/**
 * Images and versions that are not part of a chart. Images that hold credentials are pinned by digest. As in the rest
 * of the catalogue, an upgrade changes one line.
 */
export const IMAGES = {
  /** https://github.com/oauth2-proxy/oauth2-proxy/releases */
  oauth2Proxy:
    "quay.io/oauth2-proxy/oauth2-proxy:v7.15.4@sha256:b1b2021fe8f4004573e8d690dec6c7bb29cc44364572cf8510a05bf3a0ae2ded",
  /** One minor version of skew with the cluster is supported: https://kubernetes.io/releases/version-skew-policy/#kubectl */
  kubectl: "registry.k8s.io/kubectl:v1.34.1@sha256:59bafa07ff3a6d4b417e7633ddb9d79a9606ca98bf64bac080b3e65748669250",
  /** https://hub.docker.com/_/postgres */
  postgresClient:
    "docker.io/library/postgres:17.5-alpine3.22@sha256:6567bca8d7bc8c82c5922425a0baee57be8402df92bae5eacad5f01ae9544daa",
  /** Of Debian, which has openssl. https://hub.docker.com/_/postgres */
  postgresServer: "docker.io/library/postgres:17.5-bookworm",
  /** https://github.com/dexidp/dex/releases */
  dex: "ghcr.io/dexidp/dex:v2.45.1",
  /** https://github.com/seaweedfs/seaweedfs/releases */
  seaweedfs: "docker.io/chrislusf/seaweedfs:4.53",
  /** https://hub.docker.com/_/mysql */
  mysqlClient: "docker.io/library/mysql:8.4.11@sha256:b3b90af2a6552ae30c266fdb7d5dd55f3afb72404bb78d37fe8a23eb857fd3fb",
  /** https://github.com/vmware-tanzu/velero-plugin-for-aws#compatibility */
  veleroAws: "docker.io/velero/velero-plugin-for-aws:v1.13.1",
  /** https://github.com/vmware-tanzu/velero-plugin-for-gcp#compatibility */
  veleroGoogle: "docker.io/velero/velero-plugin-for-gcp:v1.13.1",
  /** https://hub.docker.com/r/pytorch/pytorch/tags */
  torchRuntime: "docker.io/pytorch/pytorch:2.13.0-cuda13.0-cudnn9-runtime",
  /** https://github.com/kubeflow/trainer/releases */
  xgboostRuntime: "ghcr.io/kubeflow/trainer/xgboost-runtime:v2.3.0",
} as const;

/** JobSet, which Kubeflow Trainer runs on. https://github.com/kubernetes-sigs/jobset/releases */
export const JOBSET = { repository: "registry.k8s.io/jobset/jobset", tag: "v0.12.0" } as const;

/** The Knative Serving that KServe's release pins; the operator supports four. https://github.com/kserve/kserve/releases/tag/v0.20.0 */
export const KNATIVE_SERVING_VERSION = "1.21.1";
