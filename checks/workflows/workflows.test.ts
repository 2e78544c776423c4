import { teamWorkflowUser, workflowUsers } from "../../src/constructs/delivery/workflow-users";
import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { gatesManifests } from "../../src/constructs/models/gates/gates-workflow";
import { canaryManifests } from "../../src/constructs/models/release/canary-release";
import type { CanaryReleaseProps } from "../../src/constructs/models/release/canary-release-props";
import { rollbackBinding } from "../../src/constructs/models/release/rollback-workflow";
import { retrainingManifests, scheduledRetraining } from "../../src/constructs/models/retraining";
import { askArgo, dispatch } from "./argo";

// The first test builds the program.
jest.setTimeout(1_200_000);

const IMAGE = `registry.example.com/model-delivery@sha256:${"0".repeat(64)}`;

const PROPS: CanaryReleaseProps = {
  image: IMAGE,
  steps: [10, 50, 100],
  stepMinutes: 30,
  repository: "https://github.com/acme/ml-platform.git",
  branch: "main",
  folder: "models/aws-prod",
  changes: "pull-request",
  endpoints: [{ name: "scorer", engine: "kserve", mode: "Knative" }],
};

const ofKind = (kind: string, manifests: readonly Manifest[]) => manifests.filter((one) => one.kind === kind);

function templatesOf(props: CanaryReleaseProps): Manifest[] {
  const all = [
    ...canaryManifests(props),
    ...gatesManifests({ image: IMAGE, signer: "awskms:///alias/models" }),
    ...retrainingManifests({ image: IMAGE, engines: ["airflow", "kubeflow-pipelines", "prefect"] }),
  ];
  return ofKind("WorkflowTemplate", all);
}

describe("Argo Workflows accepts", () => {
  test.each<readonly [string, Partial<CanaryReleaseProps>]>([
    ["releases in production", {}],
    ["releases that commit", { changes: "commit", steps: [10, 100] }],
    ["releases in one step", { steps: [100] }],
    [
      "releases in mode Standard",
      { steps: [100], endpoints: [{ name: "scorer", engine: "kserve", mode: "Standard" }] },
    ],
  ])("%s", (_, changes) => {
    expect(askArgo({ templates: templatesOf({ ...PROPS, ...changes }) }).problems).toEqual([]);
  });

  test("a model's scheduled training", () => {
    const cronWorkflows = [scheduledRetraining("scorer", "0 3 * * 1")];
    expect(askArgo({ templates: templatesOf(PROPS), cronWorkflows }).problems).toEqual([]);
  });
});

describe("Argo Workflows rejects", () => {
  const broken = (from: string, to: string) => {
    const text = JSON.stringify(templatesOf(PROPS));
    expect(text).toContain(from);
    return askArgo({ templates: JSON.parse(text.replace(from, to)) }).problems.join("\n");
  };

  test("a step whose template doesn't exist", () => {
    expect(broken('"template":"watch-shadow"', '"template":"watch-shade"')).toContain("'watch-shade' undefined");
  });

  test("an undeclared parameter", () => {
    expect(broken("{{inputs.parameters.percent}}", "{{inputs.parameters.share}}")).toContain("inputs.parameters.share");
  });

  test("a version that no step finds", () => {
    expect(broken('"globalName":"storage-uri"', '"globalName":"uri"')).toContain(
      "workflow.outputs.parameters.storage-uri",
    );
  });

  test("a gate without a version", () => {
    expect(
      broken('"name":"storage-uri","value":"{{inputs.parameters.storage-uri}}"', '"name":"uri","value":"1"'),
    ).toContain("storage-uri");
  });

  test("an unknown field", () => {
    expect(broken('"entrypoint"', '"entry"')).toContain("entry");
  });
});

describe("an alert starts a rollback", () => {
  /** What Alertmanager sends: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
  const payload = {
    version: "4",
    status: "firing",
    commonLabels: {
      alertname: "CanarySlow",
      mlops_action: "rollback",
      endpoint: "scorer",
      namespace: "fraud",
      engine: "kserve",
      revision: "scorer-predictor-00002",
    },
    alerts: [
      {
        status: "firing",
        startsAt: "2026-11-30T12:21:41.044Z",
        annotations: { summary: "The new version of scorer is slow." },
      },
    ],
  };

  const ask = (sent: object, discriminator = "rollback") => dispatch(rollbackBinding(), discriminator, sent);
  const rollback = (parameters: object) => ({
    started: { workflow: expect.stringMatching(/^rollback-model-.+/), parameters },
  });

  const parameters = {
    model: "scorer",
    namespace: "fraud",
    engine: "kserve",
    reason: "The new version of scorer is slow.",
    revision: "scorer-predictor-00002",
    since: "2026-11-30T12:21:41.044Z",
  };

  test("with endpoint and revision, engine, start time and reason", () => {
    expect(ask(payload)).toEqual(rollback(parameters));
  });

  test("including if versions have no revisions", () => {
    const { revision: _, ...commonLabels } = payload.commonLabels;
    expect(ask({ ...payload, commonLabels })).toEqual(rollback({ ...parameters, revision: "" }));
  });

  test.each<readonly [string, object, string]>([
    ["a resolved one", { ...payload, status: "resolved" }, "rollback"],
    ["one that starts a training", { ...payload, commonLabels: { mlops_action: "retrain" } }, "rollback"],
    ["one without an action", { ...payload, commonLabels: {} }, "rollback"],
    ["one for another action", payload, "retrain"],
  ])("but not %s", (_, sent, discriminator) => {
    expect(ask(sent, discriminator)).toEqual({});
  });
});

describe("the Argo Workflows interface recognizes", () => {
  /** The account that the server selects, like its gatekeeper: highest precedence first, the first matching rule. */
  function accountFor(groups: readonly string[], team: string): string | undefined {
    const accounts = [...workflowUsers("ml-admins"), ...teamWorkflowUser("fraud", ["fraud-engineers"])]
      .filter(({ kind, metadata }) => kind === "ServiceAccount" && ["argo", team].includes(String(metadata.namespace)))
      .map(({ metadata: { name, annotations } }) => ({ name, ...rbac(annotations) }))
      .sort((one, other) => other.precedence - one.precedence);
    const { rules } = askArgo({ rules: accounts.map(({ rule }) => ({ expression: rule, env: { groups } })) });
    expect(rules.map(({ error }) => error)).toEqual(rules.map(() => undefined));
    return accounts.find((_, at) => rules[at]?.matches)?.name;
  }

  function rbac(annotations: unknown) {
    const found = annotations as Record<string, string>;
    return {
      rule: found["workflows.argoproj.io/rbac-rule"] ?? "",
      precedence: Number(found["workflows.argoproj.io/rbac-rule-precedence"]),
    };
  }

  test.each([
    ["an administrator", ["ml-admins", "fraud-engineers"], "fraud", "workflows-admin"],
    ["a member in the team's namespace", ["fraud-engineers"], "fraud", "workflows-team"],
    ["a member among releases", ["fraud-engineers"], "model-delivery", "workflows-reader"],
    ["a member of another team", ["churn-engineers"], "fraud", "workflows-reader"],
    ["someone without any group", [], "fraud", "workflows-reader"],
  ])("%s", (_, groups, namespace, account) => {
    expect(accountFor(groups, namespace)).toBe(account);
  });
});
