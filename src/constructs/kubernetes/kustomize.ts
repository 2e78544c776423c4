import type { JsonObject } from "./json";
import type { Manifest } from "./manifest-bundle";
import { NAMESPACES } from "./names";

export interface KustomizeSource {
  /** Repository in Git, by HTTPS. */
  readonly repository: string;
  /** Tag: what is delivered changes with the catalogue alone. */
  readonly tag: string;
  /** Folder with a `kustomization.yaml`. */
  readonly path: string;
  readonly patches: readonly JsonObject[];
  /** Images under another name, as `old=new`; tags stay. @default - none */
  readonly images?: readonly string[];
}

export interface KustomizeApplicationProps {
  readonly name: string;
  /** Namespace of everything in it that has one. */
  readonly namespace: string;
  readonly sources: readonly KustomizeSource[];
}

/** What upstream ships as a kustomize base and not as a chart, delivered by Argo CD and patched on the way. */
export function kustomizeApplication({ name, namespace, sources }: KustomizeApplicationProps): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: {
      name,
      namespace: NAMESPACES["argo-cd"],
      // Without it, what the application delivered stays behind when it goes.
      finalizers: ["resources-finalizer.argocd.argoproj.io"],
    },
    spec: {
      project: "default",
      destination: { server: "https://kubernetes.default.svc", namespace },
      sources: sources.map(({ repository, tag, path, patches, images = [] }) => ({
        repoURL: repository,
        targetRevision: tag,
        path,
        kustomize: { namespace, patches: [...patches], ...(images.length > 0 && { images: [...images] }) },
      })),
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ["ServerSideApply=true"],
        retry: { limit: 10, backoff: { duration: "10s", factor: 2, maxDuration: "5m" } },
      },
    },
  };
}

/** A patch is a text inside the application; what only Terraform knows is put into it later, and holds no quotes. */
export function patch(apiVersion: string, kind: string, name: string, content: JsonObject): JsonObject {
  return { target: { kind, name }, patch: JSON.stringify({ apiVersion, kind, metadata: { name }, ...content }) };
}

/** Patches the only container of a deployment. */
export function patchContainer(deployment: string, container: JsonObject): JsonObject {
  return patch("apps/v1", "Deployment", deployment, { spec: { template: { spec: { containers: [container] } } } });
}

/** Single changes by path, for lists that a patch can't address: https://datatracker.ietf.org/doc/html/rfc6902 */
export function operations(kind: string, name: string, ...changes: readonly JsonObject[]): JsonObject {
  return { target: { kind, name }, patch: JSON.stringify(changes) };
}

/** The patch's own kind and name mean nothing where a target is given; they only have to be there. */
export function leaveOut(target: JsonObject): JsonObject {
  return {
    target,
    patch: JSON.stringify({ $patch: "delete", apiVersion: "v1", kind: "Any", metadata: { name: "any" } }),
  };
}
