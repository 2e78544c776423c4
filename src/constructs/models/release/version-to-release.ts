import { deliveryTemplate, ENGINE, parameter, TARGET, type Template } from "../workflows/workflow";

/** Details of the version that a release found: `storage-uri`, `provenance`. */
export const found = (name: string) => `{{workflow.outputs.parameters.${name}}}`;

/**
 * Whether Git names it: `proposed`, `new`, `serving` or `none`, as returned by `canary find`. For steps next to the
 * step `find`.
 */
export const FOUND = "{{steps.find.outputs.parameters.standing}}";

/** The version passed to the workflow, or else the one that Git names without traffic and that was not tried yet. */
export function findVersion(image: string): Template {
  const file = (name: string) => ({ name, valueFrom: { path: `/tmp/${name}` } });
  const global = (name: string) => ({ ...file(name), globalName: name });
  return deliveryTemplate(
    "find",
    image,
    {
      args: [
        ...["canary", "find", ...TARGET, ...ENGINE, "--output", "/tmp"],
        ...["--storage-uri", parameter("storage-uri"), "--provenance", parameter("provenance")],
      ],
    },
    { outputs: { parameters: [global("storage-uri"), global("provenance"), file("standing")] } },
  );
}
