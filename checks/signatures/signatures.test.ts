import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { signedImages } from "../../src/constructs/base/signed-images";
import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { NAMESPACES, TEAM_LABEL } from "../../src/constructs/kubernetes/names";
import { signedModels } from "../../src/constructs/models/signed-models";
import { PROVENANCE } from "../../src/constructs/serving/traffic-split";
import { missing, openSigner, type Signer } from "./signer";

const KEY = "awskms:///alias/models";
const MODEL = "s3://acme-prod-models/fraud/scorer/3";

const lacking = missing();
if (lacking !== "") console.warn(`NOT RUN, Kyverno checks no signature: ${lacking} is missing`);
const describeWhereThere = lacking === "" ? describe : describe.skip;

describeWhereThere("Kyverno, with real signatures in a real registry", () => {
  let folder: string;
  let signer: Signer;
  let statement: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "signatures-"));
    signer = await openSigner(folder);
    statement = signer.stated("provenance", MODEL);
    // Kyverno gets no other namespace labels.
    const values = { namespaceSelector: [{ name: "fraud", labels: { [TEAM_LABEL]: "fraud" } }] };
    const head = { apiVersion: "cli.kyverno.io/v1alpha1", kind: "Values", metadata: { name: "values" } };
    writeFileSync(join(folder, "values.yaml"), stringify({ ...head, ...values }));
  }, 120_000);

  afterAll(() => {
    signer?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  /** Whether Kyverno admits it. The key is a local one; everything else is the platform's configuration. */
  function admits(policy: Manifest, resource: object): boolean {
    const own = { publicKeys: signer.publicKey, rekor: { ignoreTlog: true }, ctlog: { ignoreSCT: true } };
    const text = JSON.stringify(policy, (name, value) => (name === "keys" && value.kms === KEY ? own : value));
    writeFileSync(join(folder, "policy.yaml"), stringify(JSON.parse(text)));
    writeFileSync(join(folder, "resource.yaml"), stringify(resource));
    const args = ["apply", "policy.yaml", "--resource", "resource.yaml", "--values-file", "values.yaml", "--registry"];
    const { status, stdout, stderr } = spawnSync("kyverno", args, { cwd: folder, encoding: "utf8" });
    if (!/pass: \d+, fail: \d+, warn: 0, error: 0/.test(stdout)) throw new Error(`kyverno: ${stdout}${stderr}`);
    return status === 0;
  }

  const props = () => ({ signer: KEY, registry: signer.registry, action: "Enforce" }) as const;

  const endpoint = (engine: "kserve" | "seldon-core", uri: string | undefined, reference?: string) => ({
    apiVersion: engine === "kserve" ? "serving.kserve.io/v1beta1" : "mlops.seldon.io/v1alpha1",
    kind: engine === "kserve" ? "InferenceService" : "Model",
    metadata: {
      name: "scorer",
      namespace: engine === "kserve" ? "fraud" : NAMESPACES.seldon,
      ...(reference !== undefined && { annotations: { [PROVENANCE]: reference } }),
    },
    spec:
      engine === "kserve"
        ? { predictor: { model: { modelFormat: { name: "sklearn" }, ...(uri && { storageUri: uri }) } } }
        : { requirements: ["sklearn"], ...(uri && { storageUri: uri }) },
  });

  describe.each(["kserve", "seldon-core"] as const)("an endpoint on %s", (engine) => {
    const admitted = (uri: string | undefined, reference?: string) =>
      admits(signedModels(props(), engine), endpoint(engine, uri, reference));

    test("with a signed statement of its model is admitted", () => {
      expect(admitted(MODEL, statement)).toBe(true);
    });

    test("that loads a different model than its statement describes is blocked", () => {
      expect(admitted(MODEL.replace("/3", "/4"), statement)).toBe(false);
    });

    test("with an unsigned statement is blocked", () => {
      expect(admitted(MODEL, signer.unsigned("draft"))).toBe(false);
    });

    test("without a statement is blocked", () => {
      expect(admitted(MODEL)).toBe(false);
    });

    test("without a model yet has nothing to prove", () => {
      expect(admitted(undefined)).toBe(true);
    });
  });

  describe("a pod of a team", () => {
    const pod = (image: string, namespace = "fraud") => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "training", namespace },
      spec: { containers: [{ name: "main", image }] },
    });

    test("with a signed image is admitted", () => {
      expect(admits(signedImages(props()), pod(signer.signed("training")))).toBe(true);
    });

    test("with an unsigned image is blocked", () => {
      expect(admits(signedImages(props()), pod(signer.unsigned("unsigned")))).toBe(false);
    });

    test("with an image of another registry is ignored", () => {
      expect(admits(signedImages(props()), pod("registry.example.com/other:1"))).toBe(true);
    });
  });
});
