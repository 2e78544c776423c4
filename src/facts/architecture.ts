/** Processor architecture, in Kubernetes' words (`kubernetes.io/arch`). */
export type Architecture = "amd64" | "arm64";
