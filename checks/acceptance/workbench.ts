import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { RESTRICTED, resources, SECCOMP } from "../../src/constructs/kubernetes/workload";
import type { Node } from "../node/node";
import { teamEnvironment } from "../platform/team-environment";
import { DELIVERY_IMAGE, PIPELINE_IMAGE } from "./images";
import { GIT_HOST } from "./organization/git-server";
import type { Organization } from "./organization/organization";

const NAME = "workbench";
const CERTIFICATE = "/organization/ca.crt";

/** Which program of the pod: the team's project, or the platform's `mlops-delivery`. */
export type Bench = "project" | "delivery";

/**
 * A pod in which a team trains and releases, as its pipeline does: the image of the project and `mlops-delivery`, with
 * a common folder `/work`, the team's key of the object store, and the credentials of the organization.
 */
export class Workbench {
  private constructor(
    private readonly cluster: Node,
    private readonly team: string,
  ) {}

  /** Takes the pod that runs, or starts one. */
  static async open(cluster: Node, team: string, organization: Organization): Promise<Workbench> {
    await cluster.apply([credentials(team, organization)]);
    const found = await cluster.kubectl(["get", `pod/${NAME}`, `--namespace=${team}`, "--ignore-not-found"]);
    if (found === "") await cluster.apply([pod(team)]);
    await cluster.waitFor(`pod/${NAME}`, "condition=Ready", { namespace: team, seconds: 300 });
    return new Workbench(cluster, team);
  }

  /** Runs a shell script in `/work`. @returns its output @throws Error with the end of its output */
  async run(bench: Bench, script: string): Promise<string> {
    const command = ["sh", "-euc", `cd /work\n${script}`];
    const { status, output, error } = await this.cluster.exec(NAME, this.team, command, bench);
    if (status !== 0) throw new Error(`${script.trim()}\n${`${output}\n${error}`.trim().slice(-3000)}`);
    return output;
  }

  /** Copies a folder of this machine. */
  async copy(folder: string, target: string): Promise<void> {
    await this.cluster.kubectl(["cp", folder, `${this.team}/${NAME}:${target}`, "--container=project"]);
  }

  /** Runs a Python program of the project. @returns the last line of its output, as JSON */
  async python<Result>(program: string, folder = "/work/project"): Promise<Result> {
    const quoted = program.replaceAll("'", `'"'"'`);
    const output = await this.run("project", `cd ${folder}\npython -W ignore -c '${quoted}'`);
    return JSON.parse(output.trim().split("\n").at(-1) ?? "") as Result;
  }
}

function credentials(team: string, { git, token, signingKey }: Organization): Manifest {
  const helper = `!f() { echo username=token; echo password=${token}; }; f`;
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: NAME, namespace: team },
    stringData: {
      "ca.crt": git.authority,
      "cosign.key": signingKey,
      token,
      gitconfig: [
        "[user]\n\tname = Ada\n\temail = ada@example.com",
        `[http "https://${GIT_HOST}"]\n\tsslCAInfo = ${CERTIFICATE}`,
        `[credential "https://${GIT_HOST}"]\n\thelper = "${helper}"`,
        "[safe]\n\tdirectory = *\n",
      ].join("\n"),
    },
  };
}

function pod(team: string): Manifest {
  const mounts = [
    { name: "work", mountPath: "/work" },
    { name: "home", mountPath: "/tmp" },
    { name: "organization", mountPath: "/organization", readOnly: true },
  ];
  const { envFrom, env } = teamEnvironment(team);
  const container = (name: Bench, image: string, memoryMiB: number) => ({
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["sleep", "infinity"],
    envFrom,
    env: [
      ...env,
      { name: "GIT_CONFIG_GLOBAL", value: "/organization/gitconfig" },
      { name: "GIT_SSL_CAINFO", value: CERTIFICATE },
      { name: "GIT_TOKEN", valueFrom: { secretKeyRef: { name: NAME, key: "token" } } },
      { name: "COSIGN_PASSWORD", value: "" },
    ],
    resources: resources({ cpuMillis: 200, memoryMiB }),
    securityContext: RESTRICTED,
    volumeMounts: mounts,
  });
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: NAME, namespace: team },
    spec: {
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65532, fsGroup: 65532, ...SECCOMP },
      containers: [container("project", PIPELINE_IMAGE, 2048), container("delivery", DELIVERY_IMAGE, 1024)],
      volumes: [
        { name: "work", emptyDir: {} },
        { name: "home", emptyDir: {} },
        { name: "organization", secret: { secretName: NAME } },
      ],
    },
  };
}
