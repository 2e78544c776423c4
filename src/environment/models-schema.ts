import { z } from "zod";
import { TRAINING_ENGINES } from "../catalogue/training-engine";
import { block, oneOf, text, whole } from "./vocabulary";

const share = text(/^\d{1,2}(\.\d+)?%$|^100%$/, 'a share with its unit, e.g. "99.9%"').optional();
const duration = text(/^\d+(\.\d+)?(ms|s)$/, 'a duration with its unit, e.g. "300ms" or "2s"').optional();
const cron = text(/^(\S+\s+){4}\S+$/, 'a cron expression in UTC, e.g. "0 * * * *"');
const image = text(/^\S+@sha256:[0-9a-f]{64}$/, "an image with its digest: registry/name@sha256:…");

const score = z
  .number({ error: "a score above 0 and up to 1" })
  .positive({ error: "a score above 0 and up to 1" })
  .max(1, { error: "a score above 0 and up to 1" })
  .optional();

const cpu = z
  .number({ error: "a number of processors above 0" })
  .positive({ error: "a number of processors above 0" })
  .max(192, { error: "a number of processors up to 192" })
  .optional();

const memoryGiB = z
  .number({ error: "a number of GiB above 0" })
  .positive({ error: "a number of GiB above 0" })
  .max(2048, { error: "a number of GiB up to 2048" })
  .optional();

const endpoint = block({
  // Part of a Knative host name: `<model>-predictor-<team>` is one label of a domain, of at most 63 characters.
  name: text(
    /^(?!.*-(challenger|shadow)$)[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/,
    "up to 40 lower-case letters, digits and hyphens, starting with a letter; the endings -challenger and -shadow are reserved",
  ),
  team: text(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "the name of a team"),
  framework: oneOf(
    "sklearn",
    "xgboost",
    "lightgbm",
    "mlflow",
    "tensorflow",
    "pytorch",
    "onnx",
    "pmml",
    "paddle",
    "huggingface",
  ),
  storageUri: text(
    /^(s3|gs):\/\/[^/\s]+\/\S*[^/\s]$/,
    "a folder of a bucket: s3://… or gs://…, without a trailing slash",
  ).optional(),
  engine: oneOf("kserve", "seldon-core").optional(),
  resources: block({ cpu, memoryGiB, gpus: whole(0, 16, "GPUs").optional() }).optional(),
  replicas: block({ min: whole(0, 100, "replicas").optional(), max: whole(1, 1000, "replicas").optional() }).optional(),
  timeoutSeconds: whole(1, 3600, "seconds").optional(),
  batching: block({
    maxSize: whole(2, 1024, "requests"),
    maxLatencyMillis: whole(1, 60_000, "milliseconds"),
  }).optional(),
  transformer: image.optional(),
  explainer: image.optional(),
  slo: block({ availability: share, latencyP99: duration, errorRate: share, driftScore: score }).optional(),
  drift: block({
    reference: text(/^\S+$/, "the data set that the model was trained on, e.g. reference.parquet next to each version"),
    schedule: cron.optional(),
  }),
  retraining: block({
    engine: oneOf(...TRAINING_ENGINES),
    pipeline: text(/^\S(.*\S)?$/, "the name of a pipeline, DAG or deployment"),
    schedule: cron.optional(),
    minimumHours: whole(1, 8760, "hours").optional(),
  }).optional(),
});

export const modelsSchema = block({
  canary: block({
    steps: z
      .array(whole(1, 100, "per cent"), { error: "a list of percentages such as [10, 25, 50, 100]" })
      .min(1, { error: "at least one step" })
      .optional(),
    stepMinutes: whole(5, 10_080, "minutes").optional(),
    minimumRequests: whole(1, 1_000_000, "requests").optional(),
  }).optional(),
  signer: text(
    /^(https:\/\/github\.com\/\S+@\S+|awskms:\/\/[^/\s]*\/(arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:)?(alias\/\S+|(key\/)?[\w-]+)|gcpkms:\/\/projects\/[^/\s]+\/locations\/[^/\s]+\/keyRings\/[^/\s]+\/cryptoKeys\/[^/\s]+(\/(cryptoKeyVersions|versions)\/\d+)?|-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=\n]+-----END PUBLIC KEY-----\n?)$/,
    "a workflow such as https://github.com/acme/ml-platform/.github/workflows/release.yml@refs/heads/main, a key (awskms:///alias/…, gcpkms://projects/…/locations/…/keyRings/…/cryptoKeys/…), or a public key in PEM: -----BEGIN PUBLIC KEY----- …",
  ).optional(),
  deliveryImage: text(/^sha256:[0-9a-f]{64}$/, "the digest of an image, sha256:…"),
  endpoints: z.array(endpoint, { error: "a list of models" }),
}).optional();
