/** The image whose container holds a pod's namespaces. Its name is ours: only the runtime's settings mention it. */
export const SANDBOX = "mlops-constructs/sandbox:1";
