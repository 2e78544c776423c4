import { Entry } from "../../../src/constructs/base/entry";
import { buildComponent, DOMAIN, SIGN_ON } from "../build-component";

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

describe("with models in KServe's mode Standard, the entry gateway", () => {
  const { component } = buildComponent(
    (scope) =>
      new Entry(scope, "e", {
        domain: DOMAIN,
        signOn: SIGN_ON,
        guardedHosts: [],
        loadBalancerAnnotations: {},
        issuer: "own",
        routesModels: true,
      }),
  );
  const models = component.manifests.filter(({ metadata }) => metadata.name.startsWith("models"));

  test("listens for them with a domain and a certificate of their own, on the pods that exist", () => {
    expect(models.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`)).toEqual([
      "cert-manager.io/v1/Certificate",
      "gateway.networking.k8s.io/v1/Gateway",
      "networking.istio.io/v1/Gateway",
    ]);
    const [certificate, gateway] = models;
    expect(certificate?.spec).toEqual({
      secretName: "models-certificate",
      dnsNames: ["*.models.ml.example.com"],
      issuerRef: { kind: "ClusterIssuer", name: "own" },
    });
    expect(gateway?.spec).toMatchObject({
      gatewayClassName: "istio",
      addresses: [{ type: "Hostname", value: "istio-ingressgateway.entry.svc.cluster.local" }],
      listeners: [
        {
          port: 443,
          protocol: "HTTPS",
          hostname: "*.models.ml.example.com",
          tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: "models-certificate" }] },
          allowedRoutes: { namespaces: { from: "Selector" } },
        },
      ],
    });
  });

  test("redirects them to HTTPS, and gets a DNS record for them", () => {
    expect(models[2]?.spec).toEqual({
      selector: { istio: "ingressgateway" },
      servers: [
        {
          port: { number: 80, name: "http", protocol: "HTTP" },
          hosts: ["*.models.ml.example.com"],
          tls: { httpsRedirect: true },
        },
      ],
    });
  });
});

test("without protected hosts there is no authorization", () => {
  const { kinds } = buildComponent(
    (scope) =>
      new Entry(scope, "e", { domain: DOMAIN, signOn: SIGN_ON, guardedHosts: [], loadBalancerAnnotations: {} }),
  );
  expect(kinds).not.toContain("AuthorizationPolicy");
});
