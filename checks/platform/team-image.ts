/**
 * An image as pods of teams may run it. Where the policies allow images of the teams' registry only, `TEAM_REGISTRY`
 * (`ghcr.io/acme/ml-platform`) holds a copy under the same last part of the name: `ghcr.io/acme/ml-platform/mlflow:3.15.1`.
 */
export function teamImage(image: string): string {
  const { TEAM_REGISTRY } = process.env;
  return TEAM_REGISTRY === undefined ? image : `${TEAM_REGISTRY}/${image.split("/").at(-1)}`;
}
