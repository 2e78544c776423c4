import {
  endpointNotifications,
  releaseBinding,
  SUBSCRIPTION,
} from "../../src/constructs/delivery/endpoint-notifications";
import { freePort, type Receiver, receiver } from "../processes";
import { dispatch } from "./argo";
import { notify } from "./notifications";

// The first test builds the program.
jest.setTimeout(1_200_000);

let workflows: Receiver;
let config: Readonly<Record<string, string>>;

beforeAll(async () => {
  const port = await freePort();
  workflows = await receiver(port, () => "");
  const { notifiers, templates, triggers } = JSON.parse(
    JSON.stringify(endpointNotifications(`http://127.0.0.1:${port}/api/v1/events/model-delivery`)),
  );
  config = { ...notifiers, ...templates, ...triggers };
});

afterAll(() => workflows.close());

/** As Argo CD keeps it: https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml */
function application(kind: "InferenceService" | "Model", phase: string) {
  const group = kind === "Model" ? "mlops.seldon.io" : "serving.kserve.io";
  return {
    metadata: { name: "model-scorer", namespace: "argocd" },
    spec: { project: "models" },
    status: {
      operationState: { phase, syncResult: { revision: "c0ffee" } },
      resources: [{ group, kind, name: "scorer", namespace: "fraud", status: "Synced", version: "v1" }],
    },
  };
}

const ask = (looked: object, annotations = SUBSCRIPTION) =>
  notify({ config, secret: { token: "the-token" }, annotations, application: looked });

describe("a deployment by Argo CD", () => {
  test.each([
    ["InferenceService", "kserve"],
    ["Model", "seldon"],
  ] as const)("of the kind %s starts a release", async (kind, engine) => {
    expect(await ask(application(kind, "Succeeded"))).toEqual([
      { trigger: "on-endpoint-synced", triggered: true, oncePer: "c0ffee" },
    ]);
    const call = await workflows.next();
    expect(call.path).toBe("/api/v1/events/model-delivery/release");
    expect(call.authorization).toBe("Bearer the-token");
    expect(dispatch(releaseBinding(), "release", call.body)).toEqual({
      started: {
        workflow: expect.stringMatching(/^release-model-.+/),
        parameters: { model: "scorer", namespace: "fraud", engine },
      },
    });
    expect(dispatch(releaseBinding(), "rollback", call.body)).toEqual({});
  });
});

test.each(["Running", "Failed", "Error"])("an operation in phase %s starts nothing", async (phase) => {
  expect(await ask(application("Model", phase))).toMatchObject([{ triggered: false }]);
});

test("an application without an operation starts nothing", async () => {
  expect(await ask({ metadata: { name: "model-scorer" }, status: { resources: [] } })).toMatchObject([
    { triggered: false },
  ]);
});

test("applications of teams, which have no subscription, start nothing", async () => {
  expect(await ask(application("Model", "Succeeded"), {})).toEqual([]);
});
