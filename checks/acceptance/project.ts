import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { PIPELINE_DIGEST } from "./images";
import { GIT_HOST } from "./organization/git-server";
import type { ServingPlatform } from "./serving-platform";
import type { Workbench } from "./workbench";

const SOURCE = resolve(__dirname, "../../examples/fraud-detection");
const PROJECT_URL = `https://${GIT_HOST}/acme/fraud-detection.git`;

/** Tests that a pipeline runs before a release; the whole suite takes minutes and starts servers. */
const TESTS = "tests/test_model.py tests/test_transactions.py tests/test_champion_gate.py";

/** Changes of `params.yaml`, by group. */
export type Changes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A registered version of the model. */
export interface Candidate {
  /** Number in MLflow's registry. */
  readonly version: string;
  readonly commit: string;
  /** Digest of the rows in DVC. */
  readonly data: string;
  readonly averagePrecision: number;
  /** Decision of the project's own gate. */
  readonly passed: boolean;
}

/** `examples/fraud-detection` as a team's repository on the organization's Git server. */
export class Project {
  constructor(
    private readonly platform: ServingPlatform,
    private readonly bench: Workbench,
  ) {}

  /** Puts the project on the Git server, once, and clones it. */
  async open(): Promise<void> {
    const { bench, platform } = this;
    if ((await bench.run("project", "[ ! -d project/.git ] || echo opened")).trim() === "opened") return;
    const known = await bench.run("project", `git ls-remote ${PROJECT_URL} main`);
    if (known.trim() === "") {
      await this.copySource();
      await bench.run(
        "project",
        `cd source
         git init -q -b main
         git add -A
         git commit -q -m Project
         git push -q ${PROJECT_URL} main
         cd ..
         rm -r source`,
      );
    }
    await bench.run(
      "project",
      `git clone -q ${PROJECT_URL} project
       cd project
       dvc remote modify --local storage url s3://${platform.bucket("datasets")}/${platform.team}/fraud-detection
       dvc pull -q --allow-missing || true`,
    );
  }

  /** Changes parameters, runs the stages that they affect, commits, and registers the result in MLflow. */
  async train(message: string, changes: Changes): Promise<Candidate> {
    await this.bench.python(`
import json, yaml
from pathlib import Path
values = yaml.safe_load(Path("params.yaml").read_text())
for group, change in json.loads('${JSON.stringify(changes)}').items():
    values[group] |= change
Path("params.yaml").write_text(yaml.safe_dump(values, sort_keys=False))
print("{}")`);
    await this.bench.run(
      "project",
      `cd project
       dvc repro -q
       dvc push -q
       git add -A
       git commit -q --allow-empty -m '${message}'
       git push -q origin main
       python -W ignore -m fraud_detection register_model`,
    );
    return this.bench.python(`
import json
from pathlib import Path
from fraud_detection.versions import read_versions
registered = json.loads(Path("reports/registered.json").read_text())
metrics = json.loads(Path("reports/metrics.json").read_text())
versions = read_versions()
print(json.dumps({
    "version": registered["version"],
    "commit": versions.code,
    "data": versions.data,
    "averagePrecision": metrics["average_precision"],
    "passed": registered["decision"]["passed"],
}))`);
  }

  /** Signs a version, with everything that it was made of, and uploads it. @returns its address */
  async publish({ version, commit }: Candidate): Promise<string> {
    const { bench, platform } = this;
    const uri = this.uriOf(version);
    await bench.run(
      "project",
      `cd project
       python -m pytest -q -p no:cacheprovider ${TESTS} --junitxml /work/tests.xml
       python -W ignore -m fraud_detection.release --folder /work/release --tests /work/tests.xml`,
    );
    const folder = `release/${version}`;
    await bench.run(
      "delivery",
      `mlops-delivery provenance create --model ${folder} --storage-uri ${uri} \
         --repository ${PROJECT_URL} --commit ${commit} --dvc-lock project/dvc.lock \
         --builder urn:acme:workbench --run ${version} --image ${PIPELINE_DIGEST} \
         --parameters ${folder}-parameters.json --metrics ${folder}-metrics.json \
         --environment-lock project/requirements/project.txt --output statement.json
       mlops-delivery provenance sign --statement statement.json --key /organization/cosign.key \
         --output ${folder}/provenance.intoto.jsonl`,
    );
    await bench.python(
      `
import boto3
from pathlib import Path
root = Path("/work/${folder}")
for file in sorted(path for path in root.rglob("*") if path.is_file()):
    boto3.client("s3").upload_file(str(file), "${platform.bucket("models")}", "${platform.team}/${platform.model.name}/${version}/" + file.relative_to(root).as_posix())
print("{}")`,
    );
    return uri;
  }

  /** Proposes a version in Git, without traffic: Argo CD deploys it, and its notification starts the release. */
  async propose(uri: string): Promise<void> {
    const { model, team, repository, folder } = this.platform;
    await this.bench.run(
      "delivery",
      `mlops-delivery canary git-commit --endpoint ${model.name} --namespace ${team} \
         --repository ${repository} --branch main \
         --path ${folder}/release.yaml \
         --percent 0 --storage-uri ${uri} --provenance ${uri}/provenance.intoto.jsonl`,
    );
  }

  /** Commits the files of the endpoint, as `mlops new model` writes them, with its first version. */
  async declare(version: string): Promise<void> {
    const { model, repository, folder } = this.platform;
    const files = Object.entries(this.platform.endpointFiles(version)).map(
      ([name, content]) => `cat >'${folder}/${name}' <<'END'\n${stringify(content)}END`,
    );
    await this.bench.run(
      "project",
      `rm -rf platform
       git clone -q ${repository} platform 2>/dev/null
       cd platform
       git checkout -q -B main
       mkdir -p ${folder}
${files.join("\n")}
       git add -A
       git commit -q -m 'Serve ${model.name}'
       git push -q origin main`,
    );
  }

  uriOf(version: string): string {
    return `${this.platform.model.storageUri}/${version}`;
  }

  private async copySource(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "project-"));
    try {
      const archive = execFileSync("git", ["-C", SOURCE, "archive", "HEAD", "."], { maxBuffer: 1 << 28 });
      execFileSync("tar", ["-x", "-C", folder], { input: archive });
      await this.bench.copy(folder, "/work/source");
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}
