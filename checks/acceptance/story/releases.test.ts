import { stopForwards } from "../../platform/forward";
import type { Client } from "../client";
import type { Endpoint } from "../endpoint";
import type { Candidate } from "../project";
import { describeWorkflow, ended } from "../releases";
import { Story } from "../story";

/** Seconds: Argo CD looks at Git every three minutes, gates take five, and each step five. */
const RELEASE = 2400;

let story: Story;
let champion: Endpoint;
/** The version that the story starts with, and the one that serves. */
let first: string;
let serving: string;

beforeAll(async () => {
  story = await Story.open();
  champion = await story.champion();
  first = champion.version;
  serving = first;
}, 1_800_000);

afterAll(stopForwards);

/** Better than the first version; fast enough for one row, but not for the many of the client. */
const SLOW = { kind: "neighbors", seed: 7 };
const BETTER = { kind: "gradient_boosting", seed: 7 };

/** A release of a new version, while a client asks. */
async function during(
  title: string,
  model: Readonly<Record<string, unknown>>,
  run: (candidate: Candidate, proposed: number, tell: (finding: string) => void) => Promise<void>,
): Promise<Client> {
  const candidate = await story.make(title, model);
  return story.chapter(title, champion, [serving, candidate.version], async (_, tell) => {
    await run(candidate, await story.propose(candidate), tell);
  });
}

test("the champion serves the version that Git names, and only that", async () => {
  expect((await story.git()).release).toContain(champion.storageUri);
  const client = await story.client(champion, [serving]);
  const { requests, errors, by } = await client.watch(10);
  expect({ errors, by }).toEqual({ errors: [], by: { [serving]: requests } });
}, 120_000);

test(
  "a better challenger passes its gates, gets a tenth of the requests, and is promoted in the cluster and in Git",
  async () => {
    const before = serving;
    const client = await during("A better challenger", BETTER, async (candidate, proposed, tell) => {
      const release = await ended(story.platform.cluster, "release-model", "start", proposed, RELEASE);
      expect(describeWorkflow(release)).toContain("promote Succeeded");
      for (const gate of ["data", "tests", "champion", "load-master", "provenance", "all"]) {
        expect(release.steps).toContain(`${gate} Succeeded`);
      }
      serving = candidate.version;
      tell(`Version ${serving} passed its gates and replaced version ${before}.`);
    });
    const [from] = client.asked.filter(({ by }) => by === serving);
    const [to] = client.asked.filter(({ by }) => by === before).slice(-1);
    const both = client.asked.filter(({ at }) => at >= (from?.at ?? 0) && at <= (to?.at ?? 0));
    const tenth = both.filter(({ by }) => by === serving).length / both.length;
    expect(tenth).toBeGreaterThan(0.04);
    expect(tenth).toBeLessThan(0.2);
    expect(client.since(0).errors).toEqual([]);
    expect(Object.keys(client.since(0).by).sort()).toEqual([before, serving].sort());
    const { release, log } = await story.git();
    expect(release).toContain(story.project.uriOf(serving));
    expect(release).not.toContain("canaryTrafficPercent");
    expect(log[0]).toContain("fraud-detection");
    await story.promoteInRegistry(serving);
  },
  RELEASE * 1000 + 600_000,
);

test(
  "a person rolls back a promoted version, and the one before serves again, in the cluster and in Git",
  async () => {
    const promoted = serving;
    const client = await story.chapter(
      "Complaints about a promoted version",
      champion,
      [promoted, first],
      async (_, tell) => {
        const rollback = await story.rollBack(promoted, "complaints", RELEASE);
        expect(rollback.phase).toBe("Succeeded");
        await story.settled();
        tell(`A person rolled version ${promoted} back: version ${first} serves again.`);
      },
    );
    const { requests, by } = await client.watch(20);
    expect(by).toEqual({ [first]: requests });
    expect(client.since(0).errors).toEqual([]);
    expect((await story.git()).release).toContain(story.project.uriOf(first));
    await story.promoteInRegistry(first);
    serving = first;
  },
  RELEASE * 1000,
);

test(
  "a slow challenger is rolled back by the platform's alert, in the cluster and in Git",
  async () => {
    const before = serving;
    const client = await during("A slow challenger", SLOW, async (candidate, proposed, tell) => {
      const rollback = await ended(story.platform.cluster, "rollback-model", "rollback-cluster", proposed, RELEASE);
      expect(describeWorkflow(rollback)).toContain("rollback-cluster Succeeded");
      tell(`Version ${candidate.version} was too slow: an alert rolled it back to version ${before}.`);
    });
    const { requests, by } = await client.watch(20);
    expect(by).toEqual({ [before]: requests });
    expect(client.since(0).errors).toEqual([]);
    expect((await story.git()).release).toContain(story.project.uriOf(before));
  },
  RELEASE * 1000 + 600_000,
);
