/** A source of an application of Argo CD: the fields that the tests read. */
export interface Source {
  readonly path: string;
  readonly targetRevision: string;
  readonly kustomize: { readonly patches: readonly { readonly target: object; readonly patch: string }[] };
}

/** The parsed patch of a kind and a name. */
export function patchOf({ kustomize }: Source, kind: string, name: string) {
  const found = kustomize.patches.find(({ target }) => JSON.stringify(target) === JSON.stringify({ kind, name }));
  if (!found) throw new Error(`nothing patches ${kind} ${name}`);
  return JSON.parse(found.patch);
}
