import {
  CertManager,
  Entry,
  ExternalDns,
  ExternalSecrets,
  Istio,
  Karpenter,
  Knative,
  Kserve,
  Kyverno,
  Velero,
} from "../../../src/constructs";
import type { ManifestBundle } from "../../../src/constructs/kubernetes/manifest-bundle";
import { bucket, buildComponent, DOMAIN, IDENTITY, SIGN_ON } from "./build-component";

test("certificates use DNS challenges, with an identity that may write to the zone", () => {
  const { values, manifest } = buildComponent(
    (scope) =>
      new CertManager(scope, "c", {
        identity: IDENTITY,
        solver: { route53: { region: "us-east-1" } },
        email: "ml@example.com",
      }),
  );
  expect(values("cert-manager")).toMatchObject({
    crds: { enabled: true, keep: true },
    replicaCount: 2,
    webhook: { replicaCount: 3 },
    serviceAccount: { name: "account", annotations: IDENTITY.annotations },
  });
  expect(manifest("ClusterIssuer").spec.acme).toMatchObject({
    email: "ml@example.com",
    solvers: [{ dns01: { route53: { region: "us-east-1" } } }],
  });
});

test("a component for development has one replica, and may be down", () => {
  const { values } = buildComponent(
    (scope) =>
      new CertManager(scope, "c", { identity: IDENTITY, solver: {}, email: "ml@example.com", highlyAvailable: false }),
  );
  expect(values("cert-manager")).toMatchObject({
    replicaCount: 1,
    podDisruptionBudget: { enabled: false },
    webhook: { replicaCount: 1 },
  });
});

describe("the entry gateway", () => {
  const { values, manifest, namespace } = buildComponent(
    (scope) =>
      new Entry(scope, "e", {
        domain: DOMAIN,
        signOn: SIGN_ON,
        guardedHosts: ["mlflow.ml.example.com"],
        loadBalancerAnnotations: { internal: "true" },
      }),
  );

  test("speaks TLS 1.2 or newer with a certificate for the whole domain, and redirects HTTP", () => {
    const [http, https] = manifest("Gateway").spec.servers;
    expect(http.tls).toEqual({ httpsRedirect: true });
    expect(https.tls).toEqual({ mode: "SIMPLE", credentialName: "entry-certificate", minProtocolVersion: "TLSV1_2" });
    expect(manifest("Certificate").spec.dnsNames).toEqual(["ml.example.com", "*.ml.example.com"]);
  });

  test("checks only protected hosts with the single sign-on", () => {
    expect(manifest("AuthorizationPolicy", "sign-on").spec).toMatchObject({
      action: "CUSTOM",
      rules: [{ to: [{ operation: { hosts: ["mlflow.ml.example.com", "mlflow.ml.example.com:*"] } }] }],
    });
  });

  test("rejects user headers from clients on paths where the sign-on doesn't overwrite them", () => {
    expect(manifest("AuthorizationPolicy", "no-forged-user").spec).toMatchObject({
      action: "DENY",
      rules: [
        {
          to: [
            { operation: { notHosts: ["mlflow.ml.example.com", "mlflow.ml.example.com:*"] } },
            { operation: { paths: ["/oauth2/*", "/ping", "/ready", "/robots.txt"] } },
          ],
          when: [{ key: "request.headers[x-auth-request-email]", values: ["*"] }],
        },
      ],
    });
  });

  test("routes the redirect from the identity provider to the sign-on", () => {
    const redirect = "https://sign-on.ml.example.com/oauth2/callback";
    expect(manifest("Deployment").spec.template.spec.containers[0].args).toContain(`--redirect-url=${redirect}`);
    expect(manifest("VirtualService", "sign-on").spec).toMatchObject({
      hosts: [new URL(redirect).host],
      http: [{ route: [{ destination: { host: "oauth2-proxy.entry.svc.cluster.local", port: { number: 4180 } } }] }],
    });
  });

  test("has a sign-on without a secret in its arguments, as a non-root user with a read-only file system", () => {
    const { spec } = manifest("Deployment").spec.template;
    const [container] = spec.containers;
    expect(container.args.join(" ")).not.toMatch(/secret=/);
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(container.resources.limits).toEqual({ memory: "64Mi" });
  });

  test("accepts programs with a token of the provider for this client, and revalidates sessions within the hour", () => {
    const { args } = manifest("Deployment").spec.template.spec.containers[0];
    expect(args).toEqual(
      expect.arrayContaining([
        "--skip-jwt-bearer-tokens=true",
        "--bearer-token-login-fallback=false",
        "--cookie-refresh=1h",
      ]),
    );
    // The audience of a token is the client, unless another is added.
    expect(args.join(" ")).not.toMatch(/extra-audience|extra-jwt-issuers|audience-claim/);
  });

  test("creates its load balancer with the annotations, in a restricted namespace", () => {
    expect(values("gateway").service.annotations).toEqual({ internal: "true" });
    expect(namespace.metadata.labels["pod-security.kubernetes.io/enforce"]).toBe("restricted");
  });
});

test("without protected hosts there is no authorization", () => {
  const { kinds } = buildComponent(
    (scope) =>
      new Entry(scope, "e", { domain: DOMAIN, signOn: SIGN_ON, guardedHosts: [], loadBalancerAnnotations: {} }),
  );
  expect(kinds).not.toContain("AuthorizationPolicy");
});

test("Istio knows the sign-on provider, and uses released images", () => {
  const { values } = buildComponent((scope) => new Istio(scope, "i", {}));
  expect(values("istiod")).toMatchObject({
    global: { hub: "docker.io/istio", tag: "1.30.3" },
    meshConfig: {
      extensionProviders: [{ name: "sign-on", envoyExtAuthzHttp: { service: "oauth2-proxy.entry.svc.cluster.local" } }],
    },
  });
});

test("Knative serves on the entry gateway, and exposes the metrics that canaries are judged by", () => {
  const { manifest } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN }));
  expect(manifest("KnativeServing").spec).toMatchObject({
    version: "1.21.1",
    "high-availability": { replicas: 2 },
    config: {
      domain: { [DOMAIN]: "" },
      observability: { "request-metrics-protocol": "prometheus" },
      istio: { "external-gateways": expect.stringContaining("istio-ingressgateway.entry.svc.cluster.local") },
    },
  });
  expect(manifest("PodMonitor").spec.podTargetLabels).toContain("serving.knative.dev/revision");
});

describe("requests to models from inside the cluster", () => {
  const { manifest } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN }));
  const kserve = buildComponent((scope) => new Kserve(scope, "k", { mode: "Knative", domain: DOMAIN }));
  const entry = buildComponent(
    (scope) =>
      new Entry(scope, "e", { domain: DOMAIN, signOn: SIGN_ON, guardedHosts: [], loadBalancerAnnotations: {} }),
  );
  const service = manifest("Service", "knative-local-gateway");
  const host = `${service.metadata.name}.${service.metadata.namespace}.svc.cluster.local`;

  test("go to a service that Knative and KServe both name, in the namespace of the pods that it selects", () => {
    const [local, ...more] = JSON.parse(manifest("KnativeServing").spec.config.istio["local-gateways"]);
    expect(local).toEqual({ name: "knative-local-gateway", namespace: "knative-serving", service: host });
    expect(more).toEqual([]);
    expect(kserve.values("kserve-resources").kserve.controller.gateway.localGateway).toEqual({
      gateway: "knative-serving/knative-local-gateway",
      gatewayService: host,
    });
    expect(service.metadata.namespace).toBe(entry.component.namespace);
    expect(entry.values("gateway").labels).toMatchObject(service.spec.selector);
  });

  test("are allowed from teams and from releases", () => {
    const { podSelector, ingress } = manifest("NetworkPolicy", "knative-local-gateway").spec;
    expect(podSelector.matchLabels).toEqual(service.spec.selector);
    expect(ingress[0].ports).toEqual([{ protocol: "TCP", port: service.spec.ports[0].targetPort }]);
    expect(ingress[0].from).toEqual([
      { namespaceSelector: { matchExpressions: [{ key: "mlops/team", operator: "Exists" }] } },
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "model-delivery" } } },
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "knative-serving" } } },
    ]);
  });
});

test("Knative is ready when its step ends: a job waits for it, within Helm's timeout", () => {
  const { component, manifest } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN }));
  const job = manifest("Job", "knative-ready");
  expect(job.metadata.annotations["helm.sh/hook"]).toBe("post-install,post-upgrade");
  const [container] = job.spec.template.spec.containers;
  const { name, namespace } = manifest("KnativeServing").metadata;
  expect(container.command).toEqual(
    expect.arrayContaining(["wait", `knativeserving/${name}`, `--namespace=${namespace}`, "--for=condition=Ready"]),
  );
  const [, seconds] = /--timeout=(\d+)s/.exec(container.command.join(" ")) ?? [];
  const { timeoutInput } = (component.last as ManifestBundle).release;
  expect(timeoutInput).toBeGreaterThan(Number(seconds));
  expect(job.spec.activeDeadlineSeconds).toBeGreaterThan(Number(seconds));
});

test("a revision may wait for a GPU node, its image and its model", () => {
  const { manifest } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN }));
  const deadline = manifest("KnativeServing").spec.config.deployment["progress-deadline"];
  expect(Number.parseInt(deadline, 10)).toBeGreaterThanOrEqual(1800);
});

test("Knative leaves the tags of a mirror to the nodes, but of no other registry", () => {
  const deploymentOf = (mirror: string) =>
    buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN, mirror })).manifest("KnativeServing").spec
      .config.deployment;
  expect(deploymentOf("oci://registry.example.com:5000/mirror")["registries-skipping-tag-resolving"]).toBe(
    "kind.local,ko.local,dev.local,registry.example.com:5000",
  );
  expect(deploymentOf("")).not.toHaveProperty("registries-skipping-tag-resolving");
});

test("secrets come from the cloud's store, read with an identity", () => {
  const { values, manifest } = buildComponent(
    (scope) => new ExternalSecrets(scope, "e", { identity: IDENTITY, provider: { gcpsm: { projectID: "p" } } }),
  );
  expect(values("external-secrets").serviceAccount).toEqual({ name: "account", annotations: IDENTITY.annotations });
  const { provider, conditions } = manifest("ClusterSecretStore").spec;
  expect(provider).toEqual({ gcpsm: { projectID: "p" } });
  // Editors of a team's namespace may create an ExternalSecret there.
  expect(conditions).toEqual([
    {
      namespaceSelector: {
        matchExpressions: [
          { key: "app.kubernetes.io/managed-by", operator: "In", values: ["mlops-constructs"] },
          { key: "mlops/team", operator: "DoesNotExist" },
        ],
      },
    },
  ]);
});

test("only names below the domain are managed, and marked as this cluster's", () => {
  const { values } = buildComponent(
    (scope) => new ExternalDns(scope, "e", { identity: IDENTITY, provider: "aws", domain: DOMAIN, owner: "acme-prod" }),
  );
  expect(values("external-dns")).toMatchObject({ domainFilters: [DOMAIN], txtOwnerId: "acme-prod", policy: "sync" });
});

test("policies apply to teams' pods, but not to the platform's own", () => {
  const { manifest } = buildComponent(
    (scope) =>
      new Kyverno(scope, "k", {
        allowedRegistries: ["registry.example.com/"],
        signatures: { signer: "awskms:///alias/signing", registry: "registry.example.com", action: "Enforce" },
        identity: IDENTITY,
      }),
  );
  const policy = manifest("ValidatingPolicy", "allowed-registries").spec;
  expect(policy.validationActions).toEqual(["Deny"]);
  expect(policy.matchConstraints.namespaceSelector).toEqual({
    matchExpressions: [{ key: "mlops/team", operator: "Exists" }],
  });
  expect(policy.validations[0].expression).toContain('c.image.startsWith("registry.example.com/")');
});

test("pods of the platform start without Kyverno, pods of teams and models do not", () => {
  const { values } = buildComponent(
    (scope) =>
      new Kyverno(scope, "k", {
        allowedRegistries: [],
        signatures: { signer: "awskms:///alias/signing", registry: "registry.example.com", action: "Enforce" },
        identity: IDENTITY,
      }),
  );
  const [{ key, operator, values: left }] = values("kyverno").config.webhooks.namespaceSelector.matchExpressions;
  expect([key, operator]).toEqual(["kubernetes.io/metadata.name", "NotIn"]);
  expect(left).toEqual(expect.arrayContaining(["databases", "mlflow", "monitoring", "kube-system", "kyverno"]));
  expect(left).not.toContain("seldon-mesh");
});

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

describe("Karpenter", () => {
  const { values, manifest } = buildComponent(
    (scope) =>
      new Karpenter(scope, "k", {
        identity: IDENTITY,
        clusterName: "acme-prod",
        interruptionQueue: "acme-prod-node-interruptions",
        instanceProfile: "acme-prod-nodes",
        diskKey: "arn:aws:kms:us-east-1:1:alias/k",
        nodeImage: "v20260818",
        pools: [
          { purpose: "general", capacity: ["on-demand"], architecture: "arm64", diskGiB: 50, limits: { cpu: 24 } },
          {
            purpose: "spot",
            capacity: ["spot", "on-demand"],
            architecture: "amd64",
            diskGiB: 100,
            reserved: true,
            limits: { cpu: 48 },
          },
          {
            purpose: "gpu",
            capacity: ["on-demand"],
            architecture: "amd64",
            diskGiB: 200,
            gpu: true,
            instanceTypes: ["g6.xlarge", "g5.xlarge"],
            limits: { cpu: 16, gpus: 4 },
          },
        ],
        maintenanceWindow: { day: "SUN", start: "02:00", hours: 12 },
        tags: { owner: "ml" },
      }),
  );
  const pool = (name: string) => manifest("NodePool", name).spec;
  const allowed = (name: string, key: string) =>
    pool(name).template.spec.requirements.find((requirement: { key: string }) => requirement.key === key);

  test("creates general nodes for every pod, up to the size of their pool", () => {
    expect(pool("general")).toMatchObject({
      template: { metadata: { labels: { "mlops/pool": "general" } }, spec: { taints: [] } },
      limits: { cpu: "24" },
    });
    expect(allowed("general", "kubernetes.io/arch").values).toEqual(["arm64"]);
  });

  test("keeps pods off spot nodes that they don't tolerate, and falls back to on-demand if allowed", () => {
    expect(pool("spot").template.spec.taints).toEqual([{ key: "mlops/pool", value: "spot", effect: "NoSchedule" }]);
    expect(allowed("spot", "karpenter.sh/capacity-type").values).toEqual(["spot", "on-demand"]);
  });

  test("creates GPU nodes of the given types, with label, taints and image of a GPU pool", () => {
    expect(pool("gpu")).toMatchObject({
      template: {
        metadata: { labels: { "mlops/pool": "gpu", "nvidia.com/gpu.present": "true" } },
        spec: {
          nodeClassRef: { name: "gpu" },
          taints: [
            { key: "mlops/pool", value: "gpu", effect: "NoSchedule" },
            { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" },
          ],
        },
      },
      limits: { cpu: "16", "nvidia.com/gpu": "4" },
    });
    expect(allowed("gpu", "node.kubernetes.io/instance-type").values).toEqual(["g6.xlarge", "g5.xlarge"]);
    // For an alias Karpenter selects the variant that suits the instance: for GPUs the one with NVIDIA's driver.
    expect(manifest("EC2NodeClass", "gpu").spec.amiSelectorTerms).toEqual([{ alias: "al2023@v20260818" }]);
  });

  test("gives nodes encrypted disks, and pods can't reach their credentials", () => {
    for (const name of ["general", "spot", "gpu"])
      expect(manifest("EC2NodeClass", name).spec).toMatchObject({
        instanceProfile: "acme-prod-nodes",
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [{ ebs: { encrypted: true, kmsKeyID: "arn:aws:kms:us-east-1:1:alias/k" } }],
        tags: { owner: "ml" },
      });
  });

  test("does not run on nodes that it created, and receives interruption events", () => {
    expect(values("karpenter")).toMatchObject({
      nodeSelector: { "mlops/pool": "system" },
      settings: { clusterName: "acme-prod", interruptionQueue: "acme-prod-node-interruptions" },
    });
  });

  test("moves services to cheaper nodes, but never a running job", () => {
    expect(pool("general").disruption.consolidationPolicy).toBe("WhenEmptyOrUnderutilized");
    for (const name of ["spot", "gpu"]) expect(pool(name).disruption.consolidationPolicy).toBe("WhenEmpty");
  });

  test("replaces outdated nodes in the maintenance window, and every node after a month", () => {
    // From Sunday 14:00 for 156 hours, until Sunday 02:00, none is replaced for that reason.
    expect(pool("general").disruption.budgets).toContainEqual({
      nodes: "0",
      reasons: ["Drifted"],
      schedule: "0 14 * * 0",
      duration: "156h",
    });
    expect(pool("general").template.spec.expireAfter).toBe("720h");
  });
});
