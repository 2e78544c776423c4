import type { OwnGit } from "../../../src/environment/environment";
import type { KubernetesInput } from "../../../src/environment/environment-input";
import { parseEnvironments } from "../../../src/environment/parse-environments";
import { InputError } from "../../../src/problems/problem";
import { helmValues } from "../../../src/review/model";
import { kubernetesEnvironment, TODAY } from "../../environment/valid-environments";
import { graphOf } from "../shipped";
import { manifestsOf, named, resolved } from "./own-servers";
import { ENDPOINT } from "./with-models";

const AUTHORITY = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const OTHER = "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n";
const KEY = "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n";
const GIT = { server: "https://git.example.com", certificateAuthority: AUTHORITY };
const REGISTRY = { address: "registry.example.com:5000/ml", certificateAuthority: OTHER };
const DIGEST = `sha256:${"0".repeat(64)}`;
const PLATFORM = { profile: "standard", dagsKnownHosts: "git.example.com ssh-ed25519 AAAA" } as const;
const MODELS = { deliveryImage: DIGEST, signer: KEY, endpoints: [ENDPOINT] };
const SIGNED_BY_GITHUB = { deliveryImage: DIGEST, endpoints: [ENDPOINT] };

const graph = graphOf(resolved({ git: GIT, registry: REGISTRY }, PLATFORM, MODELS));
const manifests = manifestsOf(graph);
const chart = (name: string) => {
  const [release] = graph.ofType("helm_release").filter(({ body }) => body.chart === name);
  if (!release) throw new Error(`${name} is not installed`);
  return helmValues(release).values;
};
const workflow = (name: string) => named(manifests, "WorkflowTemplate", name).spec;
/** What a workflow's pods get in addition to their containers. */
const added = (name: string) => JSON.parse(workflow(name).podSpecPatch);

test("releases are read from and committed to your own Git server", () => {
  const repository = "https://git.example.com/acme/ml-platform.git";
  expect(named(manifests, "AppProject", "models").spec.sourceRepos).toEqual([repository]);
  expect(named(manifests, "ApplicationSet", "endpoints").spec.generators[0].git.repoURL).toBe(repository);
  expect(JSON.stringify(workflow("release-model"))).toContain(`"--repository","${repository}"`);
  expect(JSON.stringify(manifests)).not.toContain("https://github.com/acme");
});

test("teams deploy from repositories on your own Git server, and Airflow reads its DAGs there", () => {
  expect(named(manifests, "AppProject", "fraud").spec.sourceRepos).toEqual([
    "https://git.example.com/acme/*",
    "git@git.example.com:acme/*",
  ]);
  expect(resolved({ git: GIT }).platform?.dagsRepository).toBe("git@git.example.com:acme/ml-platform.git");
});

test("runbooks of alerts are on your own Git server", () => {
  expect(JSON.stringify(named(manifests, "PrometheusRule", "components"))).toContain(
    "https://git.example.com/acme/ml-platform/blob/main/docs/runbooks/ComponentUnavailable.md",
  );
});

test("Argo CD trusts the authority of the Git server", () => {
  expect(chart("argo-cd")).toMatchObject({ configs: { tls: { certificates: { "git.example.com": AUTHORITY } } } });
});

test("jobs that release a model trust the authorities of both servers", () => {
  expect(named(manifests, "ConfigMap", "certificate-authorities").data).toEqual({ "ca.crt": AUTHORITY + OTHER });
  for (const name of ["release-model", "rollback-model", "model-gates"]) {
    const { volumes, containers } = added(name);
    const [{ name: container, env, volumeMounts }] = containers;
    expect(container).toBe("main");
    expect(volumes).toEqual([{ name: "certificate-authorities", configMap: { name: "certificate-authorities" } }]);
    expect(env.map((each: { name: string }) => each.name)).toEqual(["SSL_CERT_FILE", "GIT_SSL_CAINFO"]);
    const [{ mountPath }] = volumeMounts;
    expect(env.map((each: { value: string }) => each.value)).toEqual([`${mountPath}/ca.crt`, `${mountPath}/ca.crt`]);
  }
});

test("with an authority of the registry alone, Git keeps trusting the public ones", () => {
  const { certificateAuthority: _, ...publicGit } = GIT;
  const own = graphOf(resolved({ git: publicGit, registry: REGISTRY }, PLATFORM, MODELS));
  const { podSpecPatch } = named(manifestsOf(own), "WorkflowTemplate", "release-model").spec;
  expect(JSON.parse(podSpecPatch).containers[0].env).toEqual([
    { name: "SSL_CERT_FILE", value: "/certificate-authorities/ca.crt" },
  ]);
});

test("images and signed statements are in your own registry", () => {
  expect(JSON.stringify(workflow("release-model"))).toContain(`registry.example.com:5000/ml/model-delivery@${DIGEST}`);
  const allowed = named(manifests, "ValidatingPolicy", "allowed-registries").spec.validations[0].expression;
  expect(allowed).toContain('c.image.startsWith("registry.example.com:5000/ml/")');
  expect(JSON.stringify(manifests)).not.toContain("ghcr.io/acme");
});

test("Kyverno trusts the authority of the registry, and the public ones", () => {
  expect(named(manifests, "ConfigMap", "registry-authority").data).toEqual({ "ca.crt": OTHER });
  expect(chart("kyverno")).toMatchObject({
    admissionController: {
      container: { extraEnvVars: [{ name: "SSL_CERT_FILE", value: "/registry-authority/ca.crt" }] },
      extraVolumes: [{ name: "registry-authority", configMap: { name: "registry-authority" } }],
      extraVolumeMounts: [{ name: "registry-authority", mountPath: "/registry-authority", readOnly: true }],
    },
  });
});

test("signatures are checked with your own public key, without a public log", () => {
  const [rule] = named(manifests, "ClusterPolicy", "signed-images").spec.rules;
  expect(rule.verifyImages[0].attestors[0].entries).toEqual([
    { keys: { publicKeys: KEY, rekor: { ignoreTlog: true }, ctlog: { ignoreSCT: true } } },
  ]);
  expect(JSON.stringify(workflow("model-gates"))).toContain(JSON.stringify(KEY).slice(1, -1));
});

test("without own servers nothing is added to workflows, Argo CD and Kyverno", () => {
  const plain = manifestsOf(graphOf(resolved({}, { profile: "standard" }, SIGNED_BY_GITHUB)));
  expect(named(plain, "WorkflowTemplate", "release-model").spec).not.toHaveProperty("podSpecPatch");
  expect(named(plain, "ConfigMap", "certificate-authorities")).toBeUndefined();
  expect(named(plain, "ConfigMap", "registry-authority")).toBeUndefined();
});

/** The paths and expectations of an environment's problems. */
function problems(tier: "dev" | "prod", git: OwnGit, models?: KubernetesInput["models"]) {
  const input = kubernetesEnvironment({
    tier,
    cloud: { provider: "kubernetes", context: "kind-mlops", git },
    platform: { domain: "ml.example.com", profile: "standard" },
    ...(models && { models }),
  });
  try {
    parseEnvironments([{ source: "own.ts", input }], TODAY);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ path }) => path);
  }
}

test("a Git server that is not GitHub needs a key: only GitHub's workflows sign without one", () => {
  expect(problems("dev", GIT, SIGNED_BY_GITHUB)).toContain("models.signer");
  expect(problems("dev", GIT, MODELS)).not.toContain("models.signer");
});

test("releases in production need GitHub, where they are pull requests", () => {
  expect(problems("prod", GIT, MODELS)).toContain("cloud.git.server");
  expect(problems("prod", GIT)).not.toContain("cloud.git.server");
});

test.each(["http://git.example.com", "https://git.example.com/group", "git@git.example.com"])(
  "the Git server %s is rejected",
  (server) => {
    expect(problems("dev", { server })).toContain("cloud.git.server");
  },
);
