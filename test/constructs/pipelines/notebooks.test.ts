import { Notebooks } from "../../../src/constructs/pipelines/notebooks";
import { buildComponent, DOMAIN } from "../build-component";
import { patchOf, type Source } from "./kustomize-patch";

describe("notebooks", () => {
  const build = (props: { idleMinutes?: number } = {}) =>
    buildComponent(
      (scope) =>
        new Notebooks(scope, "n", {
          domain: DOMAIN,
          teams: [
            { name: "fraud", members: ["ada@example.com"] },
            { name: "search", members: [] },
          ],
          ...props,
        }),
    );
  const { manifest } = build();
  const [source]: Source[] = manifest("Application").spec.sources;
  if (!source) throw new Error("there is a source");

  test("can be opened only by members of their team", () => {
    const { action, selector, rules } = manifest("AuthorizationPolicy", "notebooks-fraud").spec;
    expect(action).toBe("DENY");
    expect(selector.matchLabels).toEqual({ istio: "ingressgateway" });
    expect(rules).toEqual([
      {
        to: [
          {
            operation: {
              hosts: [`notebooks.${DOMAIN}`, `notebooks.${DOMAIN}:*`],
              paths: ["/notebook/fraud/*"],
            },
          },
        ],
        when: [{ key: "request.headers[x-auth-request-email]", notValues: ["ada@example.com"] }],
      },
    ]);
  });

  test("of a team without members can't be opened", () => {
    expect(manifest("AuthorizationPolicy", "notebooks-search").spec.rules[0]).not.toHaveProperty("when");
  });

  test("stop when idle, so that they cost nothing at night", () => {
    const config = (props?: { idleMinutes: number }) => {
      const [built]: Source[] = build(props).manifest("Application").spec.sources;
      if (!built) throw new Error("there is a source");
      return patchOf(built, "ConfigMap", "notebook-controller-config").data;
    };
    expect(config()).toMatchObject({ ENABLE_CULLING: "true", CULL_IDLE_TIME: "120" });
    expect(config({ idleMinutes: 30 }).CULL_IDLE_TIME).toBe("30");
  });

  test("are reachable through the entry gateway at their own host", () => {
    expect(patchOf(source, "ConfigMap", "notebook-controller-config").data).toMatchObject({
      ISTIO_GATEWAY: "entry/entry",
      ISTIO_HOST: `notebooks.${DOMAIN}`,
    });
  });
});
