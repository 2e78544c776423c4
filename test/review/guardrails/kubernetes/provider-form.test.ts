import { manifestOfBody } from "../../../../src/review/guardrails/kubernetes/provider-form";
import { found } from "./found";

test("provider blocks become Kubernetes fields, from objects and from a plan's lists", () => {
  const expected = {
    metadata: { name: "a", labels: { some_label: "x" } },
    spec: {
      hostIPC: true,
      containers: [{ name: "main", volumeMounts: [{ mountPath: "/a" }], securityContext: { runAsUser: "1000" } }],
      imagePullSecrets: [{ name: "b" }],
    },
  };
  const container = { name: "main", volume_mount: { mount_path: "/a" }, security_context: { run_as_user: "1000" } };
  const metadata = { name: "a", labels: { some_label: "x" } };
  const asCode = { metadata, spec: { host_ipc: true, container, image_pull_secrets: { name: "b" } } };
  const asPlan = {
    metadata: [{ ...metadata, annotations: null }],
    spec: [
      {
        host_ipc: true,
        container: [
          { ...container, volume_mount: [container.volume_mount], security_context: [container.security_context] },
        ],
        image_pull_secrets: [{ name: "b" }],
        node_name: "",
      },
    ],
  };
  expect(manifestOfBody(asCode)).toEqual(expected);
  expect(manifestOfBody(asPlan)).toEqual(expected);
});

test("a port that is a number stays one", () => {
  expect(manifestOfBody({ http_get: { path: "/", port: "8080" } })).toEqual({ httpGet: { path: "/", port: "8080" } });
});

test("a user that is an empty string in a plan is unset", () => {
  const container = { name: "a", image: "a:1", security_context: [{ run_as_user: "", run_as_non_root: true }] };
  const json = { resource: { kubernetes_pod_v1: { a: { spec: [{ container: [container] }] } } } };
  expect(found("container-not-root", json)).toEqual([]);
});

test("a policy with empty lists in a plan admits everyone", () => {
  const policy = (ingress: object[]) => ({
    resource: {
      kubernetes_namespace_v1: { a: { metadata: [{ name: "fraud" }] } },
      kubernetes_network_policy_v1: {
        a: {
          metadata: [{ name: "deny", namespace: "fraud" }],
          spec: [{ pod_selector: [{ match_labels: null, match_expressions: [] }], policy_types: ["Ingress"], ingress }],
        },
      },
    },
  });
  expect(found("namespace-network-policy", JSON.parse(JSON.stringify(policy([]))))).toEqual([]);
  expect(found("namespace-network-policy", JSON.parse(JSON.stringify(policy([{ from: [], ports: [] }]))))).toHaveLength(
    1,
  );
});
