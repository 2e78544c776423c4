import type { JsonObject } from "../../kubernetes/json";
import type { Manifest } from "../../kubernetes/manifest-bundle";
import {
  deliveryTemplate,
  ENGINE,
  EVEN_IF_FAILED,
  input,
  parameter,
  TARGET,
  type Template,
  versionArguments,
  WITH_SETTINGS,
  workflowTemplate,
} from "../workflows/workflow";
import type { CanaryReleaseProps } from "./canary-release-props";
import { hasOneRevision } from "./canary-target";
import { releaseFile } from "./release-file";
import { clusterAndGit, commitRecorded, GIT, GIT_INPUT, rollbackStep, rollbackTemplates } from "./rollback-workflow";
import { FOUND, findVersion, found } from "./version-to-release";

/** Retry interval for a step that has seen too few requests, and the maximum number of retries. */
const WAIT = { minutes: 5, times: 24 } as const;

/** Hours for everything besides the steps: gates, and manual decisions on steps that can't be judged. */
const PATIENCE = { commit: 4, "pull-request": 72 } as const;

/** Exit status of `canary analyse` while there is no verdict yet: the usual status for "try again". */
const TRY_AGAIN = 75;

const GATES: JsonObject = { name: "model-gates", template: "gates" };
const GATES_STATUS = "{{steps.gates.status}}";
const PASSED = `${GATES_STATUS} == Succeeded`;

/** A version that doesn't pass is rolled back before it has received a request. */
const PASS_GATES: readonly JsonObject[][] = [
  [{ name: "gates", templateRef: GATES, ...versionArguments(found), ...EVEN_IF_FAILED }],
  [{ ...rollbackStep("A gate did not pass."), when: `${GATES_STATUS} != Succeeded` }],
];

/** Seldon Core mirrors traffic; KServe doesn't. */
const CAN_COPY = `${parameter("engine")} == seldon`;

/** The version to release: a command stops if the endpoint has another one by now. */
const ONLY = ["--storage-uri", found("storage-uri")] as const;

/**
 * Takes a version from no traffic to all of it: the given version, or else the one that Git names without traffic. A
 * version that Git doesn't name is only proposed in Git: Argo CD deploys it, and reports it back. Nothing else writes a
 * version to the cluster, because Argo CD would restore what is in Git.
 */
export function releaseWorkflow(props: CanaryReleaseProps): Manifest {
  const { image, steps } = props;
  const [first = 100] = steps;
  return workflowTemplate({
    name: "release-model",
    parameters: {
      model: undefined,
      namespace: undefined,
      engine: "kserve",
      "storage-uri": "",
      provenance: "",
    },
    entrypoint: "release",
    onExit: "end",
    ...(props.authorities && { authorities: props.authorities }),
    mutex: `release-${parameter("model")}`,
    // A shadow takes as long as a step.
    hours:
      Math.ceil(((steps.length + 1) * (props.stepMinutes + WAIT.minutes * WAIT.times)) / 60) + PATIENCE[props.changes],
    templates: [
      onceProposed(),
      ...(props.endpoints.some(hasOneRevision) ? [atOnce()] : throughCanary(first)),
      ...steps.map((percent, index) => (percent === 100 ? finish() : watchStep(percent, steps[index + 1]))),
      findVersion(image),
      start(image),
      deliveryTemplate("copy-traffic", image, { args: ["canary", "shadow", ...TARGET, ...ENGINE, ...ONLY] }),
      deliveryTemplate(
        "set-traffic",
        image,
        { args: ["canary", "step", ...TARGET, ...ENGINE, ...ONLY, ...RELEASE, "--percent", input("percent")] },
        PERCENT,
      ),
      deliveryTemplate("promote", image, { args: ["canary", "promote", ...TARGET, ...ENGINE, ...ONLY, ...RELEASE] }),
      propose(props),
      { name: "watch", suspend: { duration: `${props.stepMinutes}m` } },
      analyse(props),
      ...rollbackTemplates(props, ONLY),
      // Until a person resumes or stops it. At the latest, the end of the workflow rolls the version back.
      { name: "hold", suspend: {} },
      deliveryTemplate("settle", image, { args: ["canary", "settle", ...TARGET, ...ENGINE] }),
      ...atTheEnd(props),
    ],
  });
}

/**
 * Proposes a version that Git doesn't name yet, tries out one that it names, commits one that was promoted, and
 * otherwise cleans up after a rollback.
 */
function onceProposed(): Template {
  return {
    name: "release",
    steps: [
      FIND,
      [
        { name: "propose", template: "propose", when: `${FOUND} == new` },
        { ...TRY_OUT, when: `${FOUND} == proposed` },
        // Resubmit a release whose commit failed to finish it.
        { name: "commit", template: "commit-recorded", when: `${FOUND} == serving` },
        { name: "settle", template: "settle", when: `${FOUND} == none` },
      ],
    ],
  };
}

const UNDECIDED = "The release ended before it was decided.";

/**
 * Handles every end of a release, by failure, by hand or by its deadline: no version keeps an undecided share of
 * traffic, and the decision is written to Git.
 */
function atTheEnd(props: CanaryReleaseProps): Template[] {
  return [
    { name: "end", steps: clusterAndGit("roll-back-undecided", "commit-own") },
    deliveryTemplate(
      "roll-back-undecided",
      props.image,
      {
        args: [...["canary", "end", ...TARGET, ...ENGINE, ...RELEASE, ...ONLY, ...GIT], ...["--reason", UNDECIDED]],
      },
      GIT_INPUT,
    ),
    commitRecorded("commit-own", props, RELEASE),
  ];
}

/** Which release it belongs to: at its end a workflow only rolls back its own. */
const RELEASE = ["--release", "{{workflow.name}}"] as const;

const FIND: JsonObject[] = [{ name: "find", template: "find" }];

const TRY_OUT = { name: "try-out", template: "try-out" } as const;

/**
 * Without traffic at first: gates and the load test check what is really deployed. The traffic share is only set in the
 * cluster, where Argo CD leaves that field to releases. If the engine supports it, mirrored traffic comes before the
 * first real share.
 */
function throughCanary(first: number): Template[] {
  return [
    {
      name: "try-out",
      steps: [
        [{ name: "start", template: "start" }],
        ...PASS_GATES,
        [
          { name: "shadow", template: "shadow", when: `${PASSED} && ${CAN_COPY}` },
          { name: "first-step", template: "first-step", when: `${PASSED} && !(${CAN_COPY})` },
        ],
      ],
    },
    {
      name: "shadow",
      steps: [[{ name: "copy-traffic", template: "copy-traffic" }], [{ name: "watch", template: "watch-shadow" }]],
    },
    judged("watch-shadow", [[{ name: "next", template: "first-step", when: `${VERDICT} == continue` }]]),
    {
      name: "first-step",
      steps: [
        [{ name: "set-traffic", template: "set-traffic", ...withPercent(first) }],
        [{ name: "next", template: stepName(first) }],
      ],
    },
  ];
}

/** KServe's mode Standard: a second service next to the endpoint is used for the gates, which alone decide. */
function atOnce(): Template {
  return {
    name: "try-out",
    steps: [
      [{ name: "start", template: "start" }],
      ...PASS_GATES,
      [{ name: "promote", template: "promote", when: PASSED }],
      [{ name: "commit", template: "commit-own", when: PASSED }],
    ],
  };
}

const PERCENT: JsonObject = { inputs: { parameters: [{ name: "percent" }] } };

const withPercent = (percent: number): JsonObject => ({
  arguments: { parameters: [{ name: "percent", value: String(percent) }] },
});

function stepName(percent: number | undefined): string {
  return percent === undefined || percent === 100 ? "finish" : `watch-${percent}`;
}

/** Git records the start and the end: the shares in between only exist in the cluster. */
function finish(): Template {
  return {
    name: "finish",
    // The commit reads the record: after a rollback in between it is the champion that Git gets.
    steps: [[{ name: "promote", template: "promote" }], [{ name: "commit", template: "commit-own" }]],
  };
}

function watchStep(percent: number, next: number | undefined): Template {
  const onward =
    next === undefined || next === 100
      ? []
      : [[{ name: "set-traffic", template: "set-traffic", ...withPercent(next), when: `${VERDICT} == continue` }]];
  return judged(stepName(percent), [
    ...onward,
    [{ name: "next", template: stepName(next), when: `${VERDICT} == continue` }],
  ]);
}

const VERDICT = "{{steps.analyse.outputs.parameters.verdict}}";

/** One step: wait, judge, then continue, roll back or pause. A release that is over by then has nothing left to do. */
function judged(name: string, onward: readonly JsonObject[][]): Template {
  return {
    name,
    steps: [
      [{ name: "watch", template: "watch" }],
      [{ name: "analyse", template: "analyse" }],
      [
        { ...rollbackStep("{{steps.analyse.outputs.parameters.reason}}"), when: `${VERDICT} == rollback` },
        { name: "hold", template: "hold", when: `${VERDICT} == inconclusive` },
      ],
      [{ name: "again", template: name, when: `${VERDICT} == inconclusive` }],
      ...onward,
    ],
  };
}

/** Starts the release of the version that Git names, without traffic. */
function start(image: string): Template {
  return deliveryTemplate("start", image, {
    args: [
      ...["canary", "start", ...TARGET, ...ENGINE, "--percent", "0", "--proposed", ...RELEASE],
      ...["--storage-uri", found("storage-uri"), "--provenance", found("provenance")],
    ],
  });
}

/**
 * Queries Prometheus; missing data or an error is not a verdict, so that nothing is promoted or rolled back by mistake.
 */
function analyse({ image, stepMinutes }: CanaryReleaseProps): Template {
  const file = (name: string) => ({ name, valueFrom: { path: `/tmp/${name}`, default: "inconclusive" } });
  return deliveryTemplate(
    "analyse",
    image,
    {
      args: [
        ...["canary", "analyse", ...TARGET, ...ONLY, "--queries", "/settings/queries.json"],
        ...["--minutes", String(stepMinutes), "--output", "/tmp"],
      ],
    },
    {
      ...WITH_SETTINGS,
      outputs: { parameters: [file("verdict"), file("reason")] },
      retryStrategy: {
        limit: WAIT.times,
        retryPolicy: "Always",
        expression: `lastRetry.status == "Error" or asInt(lastRetry.exitCode) == ${TRY_AGAIN}`,
        backoff: { duration: `${WAIT.minutes}m` },
      },
    },
  );
}

/** Writes a version into `release.yaml`, without traffic. */
function propose(props: CanaryReleaseProps): Template {
  const version = ["--storage-uri", found("storage-uri"), "--provenance", found("provenance")];
  const args = ["canary", "git-commit", ...TARGET, ...releaseFile(props), "--percent", "0", ...version];
  return deliveryTemplate("propose", props.image, { args, commits: true });
}
