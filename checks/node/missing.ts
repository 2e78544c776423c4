import { missing } from "./prerequisites";

// For scripts: why this machine can't run a node; nothing if it can, or if there is a cluster already.
console.log(process.env.KUBECONFIG ? "" : missing());
