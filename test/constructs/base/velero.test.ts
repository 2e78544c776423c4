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
