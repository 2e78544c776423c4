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

test("an entry without a value keeps no other receiver's secret from being made", () => {
  expect(secrets().map(({ spec }) => spec.data.length)).toEqual([1, 1, 1, 1]);
});

test("Alertmanager starts without the secrets: every one that it mounts exists in the manifests, and is optional", () => {
  const [{ projected } = { projected: undefined }] = receiverFiles(RECEIVERS).volumes as {
    projected: { sources: unknown };
  }[];
  expect(projected?.sources).toEqual(
    secrets().map(({ metadata }) => ({ secret: { name: metadata.name, optional: true } })),
  );
});

test("every file that the configuration reads is a key of a secret that is mounted", () => {
  const [{ mountPath } = { mountPath: "" }] = receiverFiles(RECEIVERS).volumeMounts as { mountPath: string }[];
  const files = JSON.stringify(alertmanagerRoutes({ receivers: RECEIVERS })).match(/\/etc\/[^"]+/g);
  const mounted = secrets().flatMap(({ spec }) => spec.data.map(({ secretKey }) => `${mountPath}/${secretKey}`));
  expect(files?.sort()).toEqual(mounted.sort());
});
