import { join } from "node:path";
import { buildGo } from "../build-go";

/** Kubernetes version of the API server, as `api-server/go.mod` pins it. */
const VERSION = "1.35.4";

/** A kube-apiserver, built from Kubernetes' own Go modules. @returns path of the binary */
export function buildApiServer(): string {
  const base = "k8s.io/component-base/version";
  return buildGo({
    name: "kube-apiserver",
    version: VERSION,
    folder: join(__dirname, "api-server"),
    ldflags: `-s -w -X ${base}.gitVersion=v${VERSION} -X ${base}.gitMajor=1 -X ${base}.gitMinor=35`,
  });
}
