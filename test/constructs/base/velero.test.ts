import { Velero } from "../../../src/constructs/base/velero";
import { bucket, buildComponent, IDENTITY } from "../build-component";

test("backups run every night, with volume snapshots, without a key, with the configured retention", () => {
  const { values, manifest } = buildComponent(
    (scope) =>
      new Velero(scope, "v", {
        identity: IDENTITY,
        bucket: bucket("acme-backups"),
        plugin: {
          provider: "aws",
          image: "docker.io/velero/velero-plugin-for-aws:v1.13.1",
          config: { region: "us-east-1" },
        },
        snapshots: { driver: "pd.csi.storage.gke.io", parameters: { "storage-locations": "us-central1" } },
        retentionDays: 30,
      }),
  );
  expect(values("velero")).toMatchObject({
    credentials: { useSecret: false },
    configuration: {
      backupStorageLocation: [{ bucket: "acme-backups", provider: "aws", config: { region: "us-east-1" } }],
      features: "EnableCSI",
    },
    schedules: { nightly: { template: { ttl: "720h0m0s" } } },
  });
  expect(manifest("VolumeSnapshotClass")).toMatchObject({
    metadata: { labels: { "velero.io/csi-volumesnapshot-class": "true" } },
    driver: "pd.csi.storage.gke.io",
    deletionPolicy: "Retain",
    parameters: { "storage-locations": "us-central1" },
  });
});

test("without snapshots, backups have objects only, in a folder of their own, with the key of the identity", () => {
  const { values, component } = buildComponent(
    (scope) =>
      new Velero(scope, "v", {
        identity: { ...IDENTITY, keySecret: "object-store-backup-1" },
        bucket: bucket("acme-backups"),
        prefix: "velero",
        plugin: {
          provider: "aws",
          image: "docker.io/velero/velero-plugin-for-aws:v1.13.1",
          config: { region: "us-east-1", s3Url: "http://object-store:8333", s3ForcePathStyle: "true" },
        },
        retentionDays: 30,
      }),
  );
  const { credentials, configuration, schedules } = values("velero");
  expect(credentials).toEqual({ useSecret: false, extraSecretRef: "object-store-backup-1" });
  expect(configuration.features).toBeUndefined();
  expect(configuration.backupStorageLocation).toMatchObject([{ bucket: "acme-backups", prefix: "velero" }]);
  expect(schedules.nightly.template.snapshotVolumes).toBe(false);
  expect(component.manifests).toEqual([]);
});
