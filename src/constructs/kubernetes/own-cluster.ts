/** The cluster that Argo CD runs on, as a destination of its applications. */
export const OWN_CLUSTER = "https://kubernetes.default.svc";
