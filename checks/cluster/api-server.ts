import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Kubernetes version of the API server, as `api-server/go.mod` pins it. */
const VERSION = "1.35.4";

/**
 * Builds a kube-apiserver from Kubernetes' own Go modules, once; some minutes the first time. Needs Go.
 * @returns path of the binary
 */
export function buildApiServer(): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mlops-constructs");
  const binary = join(cache, `kube-apiserver-${VERSION}`);
  if (existsSync(binary)) return binary;
  mkdirSync(cache, { recursive: true });
  console.log(`Building kube-apiserver ${VERSION} into ${cache}; this takes some minutes, once.`);
  execFileSync(
    "go",
    [
      "build",
      "-trimpath",
      "-ldflags",
      `-s -w -X k8s.io/component-base/version.gitVersion=v${VERSION} -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=35`,
      "-o",
      binary,
      ".",
    ],
    {
      cwd: join(__dirname, "api-server"),
      env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=mod" },
      stdio: "inherit",
    },
  );
  return binary;
}
