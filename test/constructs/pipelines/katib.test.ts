import { Katib } from "../../../src/constructs/pipelines/katib";
import { buildComponent, DOMAIN, SERVER } from "../build-component";
import { patchOf, type Source } from "./kustomize-patch";

describe("Katib", () => {
  const { component, manifest, kinds, namespace } = buildComponent(
    (scope) => new Katib(scope, "k", { server: SERVER, domain: DOMAIN, mirror: "oci://mirror.example.com/x" }),
  );
  const [source]: Source[] = manifest("Application").spec.sources;
  if (!source) throw new Error("there is a source");

  test("is delivered from a tag, without its namespace and its database", () => {
    expect(source.targetRevision).toMatch(/^v\d+\.\d+\.\d+$/);
    const left = source.kustomize.patches.filter(({ patch }) => patch.includes('"$patch":"delete"'));
    expect(left.map(({ target }) => target)).toEqual([{ kind: "Namespace" }, { name: "katib-mysql.*" }]);
  });

  test("keeps metrics of trials on the platform's server, over TLS, with its password in no manifest", () => {
    const [container] = patchOf(source, "Deployment", "katib-db-manager").spec.template.spec.containers;
    expect(container.env).toEqual(
      expect.arrayContaining([
        { name: "DB_NAME", value: "postgres" },
        { name: "KATIB_POSTGRESQL_DB_HOST", value: SERVER.host },
        { name: "KATIB_POSTGRESQL_SSL_MODE", value: "require" },
        expect.objectContaining({ name: "DB_PASSWORD", valueFrom: { secretKeyRef: expect.anything() } }),
      ]),
    );
    expect(kinds).toContain("ExternalSecret");
  });

  test("runs the suggestion services as a restricted namespace requires, from the mirror", () => {
    const config = JSON.parse(patchOf(source, "ConfigMap", "katib-config").data["katib-config.yaml"]);
    expect(config.init.controller.injectSecurityContext).toBe(true);
    for (const suggestion of config.runtime.suggestions) {
      expect(suggestion.image).toMatch(/^mirror\.example\.com\/x\/kubeflow\/katib\/suggestion-/);
      expect(suggestion.securityContext).toMatchObject({ runAsNonRoot: true, allowPrivilegeEscalation: false });
    }
  });

  test("authorizes users by the name from the sign-on", () => {
    const [container] = patchOf(source, "Deployment", "katib-ui").spec.template.spec.containers;
    expect(container.env).toContainEqual({ name: "APP_DISABLE_AUTH", value: "false" });
    expect(container.env).toContainEqual({ name: "USERID_HEADER", value: "x-auth-request-email" });
    expect(component.endpoint).toBe(`https://katib.${DOMAIN}/katib/`);
  });

  test("reads no secret of the cluster", () => {
    expect(patchOf(source, "ClusterRole", "katib-controller")).toEqual([
      { op: "test", path: "/rules/5/resources/0", value: "secrets" },
      { op: "remove", path: "/rules/5" },
    ]);
  });

  test("accepts only reports from the namespaces of teams", () => {
    const { podSelector, ingress } = manifest("NetworkPolicy", "collectors").spec;
    expect(podSelector.matchLabels).toEqual({ "katib.kubeflow.org/component": "db-manager" });
    expect(ingress[0].ports).toEqual([{ protocol: "TCP", port: 6789 }]);
    expect(namespace.metadata.labels["pod-security.kubernetes.io/enforce"]).toBe("restricted");
  });

  test("lets editors of a namespace run experiments there", () => {
    const { metadata, rules } = manifest("ClusterRole", "katib-editors");
    expect(metadata.labels).toEqual({ "rbac.authorization.k8s.io/aggregate-to-edit": "true" });
    expect(rules[0].resources).toContain("experiments");
  });
});
