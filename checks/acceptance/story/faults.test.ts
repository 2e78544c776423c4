import { NAMESPACES } from "../../../src/constructs/kubernetes/names";
import { until } from "../../node/until";
import { stopForwards } from "../../platform/forward";
import type { Endpoint } from "../endpoint";
import type { Candidate } from "../project";
import { describeWorkflow, ended, stepSince } from "../releases";
import { Story } from "../story";

/** Seconds until a release that was proposed has its first share of the traffic: gates take five minutes. */
const FIRST_SHARE = 1200;
/** Seconds of a rollback, in the cluster and in Git. */
const ROLLBACK = 600;
const DEADLINE = 3_000_000;

const PROMETHEUS = "prometheus/kube-prometheus-stack-prometheus";
const ALERTMANAGER = "alertmanager/kube-prometheus-stack-alertmanager";

let story: Story;
let champion: Endpoint;
let serving: string;

beforeAll(async () => {
  story = await Story.open();
  champion = await story.champion();
  serving = champion.version;
}, 1_800_000);

afterAll(stopForwards);

const kubectl = (...args: string[]) => story.platform.cluster.kubectl(args);

/** A version that was trained as the champion was. */
const another = async (title: string) => story.make(title, await story.parameters(serving));

/** A chapter with one release; the champion must answer every request of the client. */
async function during(
  title: string,
  run: (candidate: Candidate, tell: (finding: string) => void) => Promise<void>,
): Promise<void> {
  const candidate = await another(title);
  const client = await story.chapter(title, champion, [serving], (_, tell) => run(candidate, tell));
  expect(client.since(0).errors).toEqual([]);
}

const share = async () => (await story.endpoint())?.share;

/** Proposes a version, and waits for its first requests. */
async function inCanary(candidate: Candidate): Promise<number> {
  const proposed = await story.propose(candidate);
  await hasShare(candidate);
  return proposed;
}

async function hasShare({ version }: Candidate): Promise<void> {
  await until(`version ${version} has a share`, FIRST_SHARE, async () => (await share()) === 10, 3);
}

/** A person rolls a version back, as the guide says. */
async function rollBack(candidate: Candidate, reason: string): Promise<void> {
  const rollback = await story.rollBack(candidate.version, reason, ROLLBACK);
  expect(describeWorkflow(rollback)).toContain("rollback-cluster Succeeded");
  expect((await story.git()).release).toContain(story.project.uriOf(serving));
  await story.settled();
}

async function scale(resource: string, replicas: number): Promise<void> {
  await kubectl(
    ...["patch", resource, `--namespace=${NAMESPACES.monitoring}`, "--type=merge"],
    `--patch=${JSON.stringify({ spec: { replicas } })}`,
  );
  const pods = `--selector=app.kubernetes.io/name=${resource.split("/")[0]}`;
  await until(
    `${resource} has ${replicas} pods`,
    300,
    async () => {
      const output = await kubectl("get", "pods", `--namespace=${NAMESPACES.monitoring}`, pods, "--output=json");
      const { items } = JSON.parse(output) as { items: { status: { containerStatuses?: { ready: boolean }[] } }[] };
      const ready = items.filter(({ status }) => status.containerStatuses?.every((container) => container.ready));
      return ready.length === replicas && items.length === replicas;
    },
    3,
  );
}

test(
  "a release goes on while the workflow controller and pods of both versions are killed, and Argo CD compares all the time",
  async () => {
    await during("Killed pods, and comparisons with Git at every step", async (candidate, tell) => {
      const { team } = story.platform;
      const proposed = await story.propose(candidate);
      await stepSince(story.platform.cluster, "start Succeeded", proposed, FIRST_SHARE);
      await kubectl(
        "delete",
        "pods",
        `--namespace=${NAMESPACES["argo-workflows"]}`,
        "--selector=app.kubernetes.io/component=workflow-controller",
        "--grace-period=0",
        "--force",
      );
      await hasShare(candidate);
      tell("The controller of workflows was killed during the gates: the release went on.");
      for (let round = 0; round < 12; round += 1) {
        await story.refresh();
        await new Promise((next) => setTimeout(next, 5000));
        expect(await share()).toBe(10);
      }
      tell("Argo CD compared the endpoint with Git twelve times in a minute: the share stayed at 10 %.");
      await kubectl("delete", "pods", `--namespace=${team}`, "--selector=serving.knative.dev/service", "--wait=false");
      tell("The pods of both versions were deleted: requests waited for the new ones.");
      const release = await ended(story.platform.cluster, "release-model", "start", proposed, 1800);
      expect(describeWorkflow(release)).toContain("promote Succeeded");
      serving = candidate.version;
    });
  },
  DEADLINE,
);

test(
  "a person who synchronizes in Argo CD during a canary ends the release: the version is rolled back, and it says why",
  async () => {
    await during("A synchronization by hand", async (candidate, tell) => {
      const proposed = await inCanary(candidate);
      await story.synchronize();
      const release = await ended(story.platform.cluster, "release-model", "start", proposed, 1800);
      expect(describeWorkflow(release)).toContain("instead of 10 %");
      tell(describeWorkflow(release));
      await story.settled();
      expect((await story.git()).release).toContain(story.project.uriOf(serving));
    });
  },
  DEADLINE,
);

test(
  "without Prometheus a step cannot be judged: the version keeps its share until a person rolls it back",
  async () => {
    await during("Prometheus and Alertmanager are down", async (candidate, tell) => {
      const proposed = await inCanary(candidate);
      await scale(ALERTMANAGER, 0);
      await scale(PROMETHEUS, 0);
      try {
        const judged = await stepSince(story.platform.cluster, "analyse", proposed, 900);
        tell(`The step was not judged: ${judged}`);
        expect(await share()).toBe(10);
        await rollBack(candidate, "No one can judge it");
        tell("A person rolled the version back, without Prometheus and Alertmanager.");
      } finally {
        await scale(PROMETHEUS, 1);
        await scale(ALERTMANAGER, 1);
      }
    });
  },
  DEADLINE,
);

test(
  "while the Git server refuses pushes, a rollback succeeds in the cluster, and Git follows later",
  async () => {
    await during("The Git server refuses pushes", async (candidate, tell) => {
      await inCanary(candidate);
      await story.refusePushes(true);
      try {
        const rollback = await story.rollBack(candidate.version, "complaints", ROLLBACK);
        tell(`Without pushes: ${describeWorkflow(rollback)}`);
        expect(rollback.steps).toContain("rollback-cluster Succeeded");
        expect(rollback.phase).not.toBe("Succeeded");
        expect(await share()).toBe(0);
      } finally {
        await story.refusePushes(false);
      }
      await rollBack(candidate, "complaints");
    });
  },
  DEADLINE,
);
