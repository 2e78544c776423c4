/** Processor architecture, as named by Kubernetes (`kubernetes.io/arch`). */
export type Architecture = "amd64" | "arm64";
