import type { JsonObject } from "../../kubernetes/json";
import type { Manifest } from "../../kubernetes/manifest-bundle";
import { NAMESPACES } from "../../kubernetes/names";
import { deliveryContainer, GATES, settingsOf, WORK } from "../workflows/delivery-job";
import {
  ENGINE,
  EVEN_IF_FAILED,
  input,
  parameter,
  TARGET,
  type Template,
  VERSION_INPUTS,
  versionArguments,
} from "../workflows/workflow";
import { type GateProgram, resultOf } from "./gates";

export interface LoadTestProps extends GateProgram {
  /** Pods that send requests. */
  readonly workers: number;
  /** Concurrent users, over all workers. */
  readonly users: number;
  readonly minutes: number;
}

/** Address of the master for the workers. */
const MASTER = "load-test-master";

const LABEL = "mlops/load-test";

/** Ports between master and workers: https://docs.locust.io/en/stable/running-distributed.html */
const PORT = 5557;

/** A stable name for the master of the running load test; only one runs at a time. */
export function loadTestService(): Manifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: MASTER, namespace: NAMESPACES["model-delivery"] },
    spec: {
      clusterIP: "None",
      // Workers resolve it before it is ready.
      publishNotReadyAddresses: true,
      selector: { [LABEL]: "master" },
      ports: [{ name: "master", port: PORT }],
    },
  };
}

/**
 * Load tests a version at the required request rate, with Locust, from several pods of the cluster that it will serve
 * in. The limits come from the objective of the model: latency percentile and error rate.
 */
export function loadTest({ image, keySecret, workers, users, minutes }: LoadTestProps): Template[] {
  const locust = (args: readonly string[]): JsonObject => ({
    ...deliveryContainer(image, {
      args: [],
      ...(keySecret !== undefined && { keySecret }),
      size: { cpuMillis: 1000, memoryMiB: 512 },
    }),
    command: ["mlops-delivery"],
    // Sample requests of real callers, if they are stored next to the model.
    args: ["gate", "load", ...TARGET, ...ENGINE, ...args, "--requests", `${input("storage-uri")}/load.jsonl`],
    volumeMounts: [
      { name: "work", mountPath: "/tmp" },
      { name: "gates", mountPath: GATES },
      { name: "settings", mountPath: "/settings", readOnly: true },
    ],
  });
  const volumes = [
    WORK,
    { name: "gates", emptyDir: {} },
    { name: "settings", configMap: { name: settingsOf(parameter("model")) } },
  ];
  return [
    {
      name: "load",
      ...VERSION_INPUTS,
      synchronization: { mutexes: [{ name: "load-test" }] },
      outputs: {
        artifacts: [{ ...resultOf("load"), from: "{{steps.master.outputs.artifacts.load}}" }].map(withoutPath),
      },
      steps: [
        [
          // A failed step would keep the result from the last gate, which then reports a test that did not run.
          { name: "master", template: "load-master", ...versionArguments(input), ...EVEN_IF_FAILED },
          {
            name: "worker",
            template: "load-worker",
            ...versionArguments(input),
            ...EVEN_IF_FAILED,
            withSequence: { count: String(workers) },
          },
        ],
      ],
    },
    {
      name: "load-master",
      ...VERSION_INPUTS,
      metadata: { labels: { [LABEL]: "master" } },
      container: locust([
        ...["--master", "--expect-workers", String(workers), "--users", String(users), "--minutes", String(minutes)],
        ...["--objective", "/settings/objective.json", "--results", GATES],
      ]),
      volumes,
      outputs: { artifacts: [resultOf("load")] },
    },
    {
      name: "load-worker",
      ...VERSION_INPUTS,
      container: locust(["--worker", "--master-host", `${MASTER}.${NAMESPACES["model-delivery"]}.svc`]),
      volumes,
    },
  ];
}

/** An output that is taken from another template has no path. */
function withoutPath({ path: _, archive: __, ...artifact }: JsonObject): JsonObject {
  return artifact;
}
