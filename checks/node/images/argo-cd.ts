import type { GoProgram } from "../../build-go";
import { ARGOCD, HELM, KUSTOMIZE } from "./programs";
import { DEBIAN, type Layer, type Recipe, shellScript } from "./recipe";

const binary = (program: GoProgram): Layer => ({ kind: "program", program, path: `/usr/local/bin/${program.name}` });

/** A component is the program under another name. */
const COMPONENTS = [
  "application-controller",
  "applicationset-controller",
  "cmp-server",
  "commit-server",
  "dex",
  "k8s-auth",
  "notifications",
  "repo-server",
  "server",
];

/** https://github.com/argoproj/argo-cd/blob/v3.2.11/Dockerfile */
export const ARGO_CD: Recipe = {
  layers: [
    // Below Debian, whose users and groups replace theirs.
    ...[ARGOCD, HELM, KUSTOMIZE].map(binary),
    DEBIAN,
    {
      kind: "changes",
      script: `
        groupadd --gid 999 argocd
        useradd --system --uid 999 --gid argocd --home-dir /home/argocd argocd
        apt-get install --yes --no-install-recommends \\
          ca-certificates connect-proxy git git-lfs gpg gpg-agent openssh-client tini tzdata
        install --directory --owner=argocd --group=root --mode=0775 /home/argocd
        mkdir -p /app/config/ssh /app/config/tls /app/config/gpg/source
        install --directory --owner=argocd --mode=0700 /app/config/gpg/keys
        touch /app/config/ssh/ssh_known_hosts
        ln -s /app/config/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts
        for component in ${COMPONENTS.join(" ")}; do ln -s argocd /usr/local/bin/argocd-$component; done
      `,
    },
    // Status 1 is an answer: there is no such key, or no valid signature.
    shellScript("/usr/local/bin/gpg-wrapper.sh", 'gpg "$@" 2>&1 || [ $? = 1 ]'),
    shellScript(
      "/usr/local/bin/git-verify-wrapper.sh",
      'if git describe --exact-match "$1"; then kind=tag; else kind=commit; fi >/dev/null 2>&1',
      'git "verify-$kind" "$1" 2>&1 || [ $? = 1 ]',
    ),
  ],
  entrypoint: ["/usr/bin/tini", "--"],
  env: { USER: "argocd" },
  user: "999",
  folder: "/home/argocd",
};

/** Debian's server. */
export const REDIS: Recipe = {
  layers: [
    DEBIAN,
    {
      kind: "changes",
      script: `
        groupadd --system --gid 999 redis
        useradd --system --uid 999 --gid redis --home-dir /data redis
        apt-get install --yes --no-install-recommends redis-server
        install --directory --owner=redis --group=redis /data
      `,
    },
  ],
  // In this mode, it refuses other hosts as long as it has no password; upstream's image is built without it.
  entrypoint: ["/usr/bin/redis-server", "--protected-mode", "no"],
  user: "999",
  folder: "/data",
};
