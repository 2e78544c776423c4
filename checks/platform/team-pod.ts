import { CATALOGUE } from "../../src/catalogue/catalogue";
import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { RESTRICTED, SECCOMP } from "../../src/constructs/kubernetes/workload";
import type { Node } from "../node/node";
import { teamEnvironment } from "./team-environment";
import { teamImage } from "./team-image";

const NAME = "platform-check";

/** A pod as data scientists of a team run it: MLflow's client, with the team's key of the object store. */
export class TeamPod {
  private constructor(
    private readonly cluster: Node,
    readonly namespace: string,
  ) {}

  static async start(cluster: Node, team: string): Promise<TeamPod> {
    await cluster.apply([manifest(team)]);
    await cluster.waitFor(`pod/${NAME}`, "condition=Ready", { namespace: team });
    return new TeamPod(cluster, team);
  }

  /** Runs a Python program. @returns the last line of its output, as JSON @throws Error with its output */
  async python<Result>(program: string): Promise<Result> {
    const { status, output, error } = await this.cluster.exec(NAME, this.namespace, ["python", "-c", program]);
    if (status !== 0) throw new Error(`${error.trim().slice(-2000)}`);
    return JSON.parse(output.trim().split("\n").at(-1) ?? "") as Result;
  }

  async delete(): Promise<void> {
    await this.cluster.kubectl([
      "delete",
      `pod/${NAME}`,
      `--namespace=${this.namespace}`,
      "--ignore-not-found",
      "--now",
    ]);
  }
}

function manifest(team: string): Manifest {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: NAME, namespace: team },
    spec: {
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1001, ...SECCOMP },
      containers: [
        {
          name: "client",
          image: teamImage(`docker.io/burakince/mlflow:${CATALOGUE.mlflow.version}`),
          command: ["sleep", "infinity"],
          ...teamEnvironment(team),
          resources: { requests: { cpu: "50m", memory: "512Mi" }, limits: { memory: "512Mi" } },
          securityContext: RESTRICTED,
        },
      ],
    },
  };
}
