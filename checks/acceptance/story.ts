import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import { until } from "../node/until";
import { Gateway } from "../platform/gateway";
import { Prometheus } from "../platform/prometheus";
import { Client, type Question } from "./client";
import { type Endpoint, readEndpoint } from "./endpoint";
import { alertsOf, commitsOf, readRepository } from "./history";
import { NAMESPACE } from "./organization/git-server";
import { openOrganization } from "./organization/organization";
import { type Candidate, Project } from "./project";
import { writeChapter } from "./record";
import { ended, isBusy, submit, type Workflow, workflowsSince } from "./releases";
import { openServingPlatform, type ServingPlatform } from "./serving-platform";
import { Workbench } from "./workbench";

/** Rows that a client asks about: of the usual ones, and those on which versions differ. */
const ROWS = { usual: 900, different: 20 } as const;

/** The actors of the story, and what they found out so far. */
export class Story {
  private constructor(
    readonly platform: ServingPlatform,
    readonly bench: Workbench,
    readonly project: Project,
    readonly gateway: Gateway,
  ) {}

  static async open(): Promise<Story> {
    const platform = openServingPlatform();
    const bench = await Workbench.open(platform.cluster, platform.team, openOrganization());
    const project = new Project(platform, bench);
    await project.open();
    return new Story(platform, bench, project, new Gateway(platform));
  }

  endpoint(): Promise<Endpoint | undefined> {
    return readEndpoint(this.platform);
  }

  /** The endpoint with the version that Git names, or the first one, which is trained now; nothing is released. */
  async champion(): Promise<Endpoint> {
    if (await this.endpoint()) return this.settled();
    const candidate = await this.project.train("First model", { model: { kind: "logistic_regression" } });
    if (!candidate.passed) throw new Error("the first model did not pass its gate");
    await this.project.publish(candidate);
    await this.project.declare(candidate.version);
    const endpoint = await this.serves(candidate.version, 900);
    await this.promoteInRegistry(candidate.version);
    return endpoint;
  }

  /** Waits until no workflow runs, and the endpoint is ready with the version that Git names. */
  async settled(): Promise<Endpoint> {
    await this.refresh();
    return until(
      "the endpoint has what Git names, and nothing is released",
      1800,
      async () => {
        const endpoint = await this.endpoint();
        const { release } = await this.git();
        const named = endpoint?.ready && release.includes(`storageUri: ${endpoint.storageUri}\n`);
        return named && !(await isBusy(this.platform.cluster)) ? endpoint : undefined;
      },
      5,
    );
  }

  /** What a version of the model was trained with. */
  parameters(version: string): Promise<Readonly<Record<string, unknown>>> {
    return this.bench.python(`
import json
from pathlib import Path
print(json.dumps(json.loads(Path("/work/release/${version}-parameters.json").read_text())["model"]))`);
  }

  /** Waits until the endpoint is ready with a version. */
  async serves(version: string, seconds: number): Promise<Endpoint> {
    const uri = this.project.uriOf(version);
    return until(
      `version ${version} serves`,
      seconds,
      async () => {
        const endpoint = await this.endpoint();
        return endpoint?.ready && endpoint.storageUri === uri ? endpoint : undefined;
      },
      3,
    );
  }

  /** A client of the model that recognizes some versions. */
  async client({ host }: Endpoint, versions: readonly string[]): Promise<Client> {
    const path = `/v1/models/${this.platform.model.name}:predict`;
    return new Client(this.gateway, host, path, await this.question(versions));
  }

  /** Usual rows, and some on which the versions differ. @throws Error if two versions answer alike */
  question(versions: readonly string[]): Promise<Question> {
    return this.asked(
      versions,
      `
holdout = pd.read_parquet("data/holdout.parquet")[list(FEATURES)].head(4000)
scores = pd.DataFrame({version: model.predict_proba(holdout)[:, 1] for version, model in models.items()})
near = holdout.loc[(scores - 0.5).abs().min(axis=1).sort_values().index[:${ROWS.different}]]
rows = pd.concat([holdout.sample(${ROWS.usual}, random_state=1), near])`,
    );
  }

  /** Rows of customers who behave differently from those in the training data. */
  drifted(version: string): Promise<Question> {
    return this.asked(
      [version],
      `
from fraud_detection.transactions import Drift, generate
rows = generate(${ROWS.usual}, 1, Drift(covariate=True))[list(FEATURES)]`,
    );
  }

  /** @param program sets `rows`; it may use the `models` by version */
  private async asked(versions: readonly string[], program: string): Promise<Question> {
    const { team, model } = this.platform;
    const { rows, answers } = await this.bench.python<{
      readonly rows: readonly object[];
      readonly answers: Readonly<Record<string, readonly number[]>>;
    }>(`
import json, boto3, joblib, pandas as pd
from pathlib import Path
from fraud_detection.schema import FEATURES
models = {}
for version in json.loads('${JSON.stringify(versions)}'):
    file = Path("/work/models") / version / "model.pkl"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        key = "${team}/${model.name}/" + version + "/model.pkl"
        boto3.client("s3").download_file("${this.platform.bucket("models")}", key, str(file))
    models[version] = joblib.load(file)
${program}
print(json.dumps({
    "rows": rows.to_dict("records"),
    "answers": {version: model.predict(rows).tolist() for version, model in models.items()},
}))`);
    const known = new Map(
      Object.entries(answers).map(([version, predictions]) => [JSON.stringify({ predictions }), version]),
    );
    if (known.size < versions.length) throw new Error(`Two of the versions ${versions.join(", ")} answer alike.`);
    return { body: JSON.stringify({ instances: rows }), answers: known };
  }

  /** The team's own step after a promotion: the alias in MLflow's registry. */
  async promoteInRegistry(version: string): Promise<void> {
    await this.bench.python(`
from fraud_detection import registry
registry.promote("${version}")
print("{}")`);
  }

  /** The version that Git names, and the subjects of the last commits. */
  async git(): Promise<{ readonly release: string; readonly log: readonly string[] }> {
    const { repository, folder } = this.platform;
    const script = `cat read/${folder}/release.yaml\necho ----\ngit -C read log -20 --format=%s`;
    const output = await readRepository(this.bench, repository, script);
    const [release = "", log = ""] = output.split("----\n");
    return { release, log: log.trim().split("\n") };
  }

  /** Trains a version that passes the project's own gate, signs and uploads it. */
  async make(message: string, model: Readonly<Record<string, unknown>>): Promise<Candidate> {
    const candidate = await this.project.train(message, { model });
    if (!candidate.passed) throw new Error(`version ${candidate.version} did not pass the project's own gate`);
    await this.project.publish(candidate);
    return candidate;
  }

  /** Proposes a version in Git, whose webhook notifies Argo CD. @returns when, in Unix milliseconds */
  async propose({ version }: Candidate): Promise<number> {
    const moment = Date.now();
    await this.project.propose(this.project.uriOf(version));
    await this.refresh();
    return moment;
  }

  /** Rolls a version back as a person does, and waits for the end. @returns the workflow */
  async rollBack(version: string, reason: string, seconds: number): Promise<Workflow> {
    const { cluster, model, team } = this.platform;
    const moment = Date.now();
    await submit(cluster, "rollback-model", {
      model: model.name,
      namespace: team,
      "storage-uri": this.project.uriOf(version),
      reason,
    });
    return ended(cluster, "rollback-model", "rollback-cluster", moment, seconds);
  }

  /** Notifies Argo CD of a commit, as the webhook of a Git server does. */
  async refresh(): Promise<void> {
    await this.argoCd(["annotate", "argocd.argoproj.io/refresh=normal", "--overwrite"]);
  }

  /** Synchronizes the endpoint with Git, as the button in Argo CD does. */
  async synchronize(): Promise<void> {
    await this.argoCd(["patch", "--type=merge", `--patch=${JSON.stringify({ operation: { sync: {} } })}`]);
  }

  private async argoCd([verb = "", ...more]: readonly string[]): Promise<void> {
    const { cluster, model } = this.platform;
    const application = `application/model-${model.name}`;
    await cluster.kubectl([verb, application, `--namespace=${NAMESPACES["argo-cd"]}`, ...more]);
  }

  /** Makes the Git server refuse pushes, or take them again. */
  async refusePushes(refuse: boolean): Promise<void> {
    const command = refuse ? ["touch", "/data/refuse"] : ["rm", "-f", "/data/refuse"];
    await this.platform.cluster.kubectl(["exec", "deployment/git", `--namespace=${NAMESPACE}`, "--", ...command]);
  }

  /** Runs a chapter while a client asks the endpoint, and records it. */
  async chapter(
    title: string,
    endpoint: Endpoint,
    versions: readonly string[],
    run: (client: Client, tell: (finding: string) => void) => Promise<void>,
  ): Promise<Client> {
    const client = await this.client(endpoint, versions);
    const [began, findings] = [Date.now(), [] as string[]];
    let failure: string | undefined;
    client.start();
    try {
      await run(client, (finding) => findings.push(finding));
    } catch (error) {
      failure = (error as Error).message;
      throw error;
    } finally {
      await client.stop();
      const end = Date.now();
      const { cluster, model, repository } = this.platform;
      writeChapter({
        title,
        began,
        ended: end,
        versions,
        findings,
        asked: client.asked,
        ...(failure !== undefined && { failure }),
        workflows: await workflowsSince(cluster, began),
        commits: await commitsOf(this.bench, repository, began),
        alerts: await alertsOf(new Prometheus(this.platform), model.name, [began, end]),
      });
    }
    return client;
  }
}
