import type { JsonObject } from "./json";
import type { Manifest } from "./manifest-bundle";
import { NAMESPACES } from "./names";
import { OWN_CLUSTER } from "./own-cluster";

export interface KustomizeSource {
  /** Git repository, by HTTPS. */
  readonly repository: string;
  /** Tag: the deployed version only changes with the catalogue. */
  readonly tag: string;
  /** Folder with a `kustomization.yaml`. */
  readonly path: string;
  readonly patches: readonly JsonObject[];
  /** Renamed images, as `old=new`; tags stay. @default - none */
  readonly images?: readonly string[];
}

export interface KustomizeApplicationProps {
  readonly name: string;
  /** Namespace of all namespaced objects in it. */
  readonly namespace: string;
  readonly sources: readonly KustomizeSource[];
}

/** A kustomize base that upstream ships instead of a chart, deployed by Argo CD with patches. */
export function kustomizeApplication({ name, namespace, sources }: KustomizeApplicationProps): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: {
      name,
      namespace: NAMESPACES["argo-cd"],
      // Without it, the deployed objects stay behind when the application is deleted.
      finalizers: ["resources-finalizer.argocd.argoproj.io"],
    },
    spec: {
      project: "default",
      destination: { server: OWN_CLUSTER, namespace },
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

/**
 * A patch is a string inside the application; values known only to Terraform are inserted later and contain no quotes.
 */
export function patch(apiVersion: string, kind: string, name: string, content: JsonObject): JsonObject {
  return { target: { kind, name }, patch: JSON.stringify({ apiVersion, kind, metadata: { name }, ...content }) };
}

/** Patches the only container of a deployment. */
export function patchContainer(deployment: string, container: JsonObject): JsonObject {
  return patch("apps/v1", "Deployment", deployment, { spec: { template: { spec: { containers: [container] } } } });
}

/** Single changes by path, for lists that a merge patch can't address: https://datatracker.ietf.org/doc/html/rfc6902 */
export function operations(kind: string, name: string, ...changes: readonly JsonObject[]): JsonObject {
  return { target: { kind, name }, patch: JSON.stringify(changes) };
}

/** The patch's own kind and name are ignored if it has a target; they only have to be present. */
export function leaveOut(target: JsonObject): JsonObject {
  return {
    target,
    patch: JSON.stringify({ $patch: "delete", apiVersion: "v1", kind: "Any", metadata: { name: "any" } }),
  };
}
