import { receiverFiles, receiverSecrets } from "../../../src/constructs/observability/alert-receivers";
import { alertmanagerRoutes } from "../../../src/constructs/observability/alertmanager-routes";

const RECEIVERS = {
  critical: [
    { kind: "pagerduty", region: "us", entry: "alert-critical-pagerduty" },
    { kind: "slack", entry: "alert-critical-slack" },
  ],
  warning: [{ kind: "webhook", entry: "alert-warning-webhook" }],
  heartbeatEntry: "alert-heartbeat",
} as const;

interface ExternalSecret {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly data: readonly { readonly secretKey: string }[] };
}

const secrets = () => JSON.parse(JSON.stringify(receiverSecrets(RECEIVERS, "monitoring"))) as ExternalSecret[];

test("an entry without a value doesn't prevent the secrets of other receivers", () => {
  expect(secrets().map(({ spec }) => spec.data.length)).toEqual([1, 1, 1, 1]);
});

test("Alertmanager starts without the secrets: every secret that it mounts is in the manifests, and is optional", () => {
  const [{ projected } = { projected: undefined }] = receiverFiles(RECEIVERS).volumes as {
    projected: { sources: unknown };
  }[];
  expect(projected?.sources).toEqual(
    secrets().map(({ metadata }) => ({ secret: { name: metadata.name, optional: true } })),
  );
});

test("every file in the configuration is a key of a mounted secret", () => {
  const [{ mountPath } = { mountPath: "" }] = receiverFiles(RECEIVERS).volumeMounts as { mountPath: string }[];
  const files = JSON.stringify(alertmanagerRoutes({ receivers: RECEIVERS })).match(/\/etc\/[^"]+/g);
  const mounted = secrets().flatMap(({ spec }) => spec.data.map(({ secretKey }) => `${mountPath}/${secretKey}`));
  expect(files?.sort()).toEqual(mounted.sort());
});
