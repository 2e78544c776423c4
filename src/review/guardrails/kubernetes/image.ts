/** The parts of an image's name. */
export interface Image {
  /** Host; Docker Hub's by default. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const DOCKER_HUB = "docker.io";

/** https://pkg.go.dev/github.com/distribution/reference */
export function readImage(name: string): Image {
  const [named = "", digest] = name.split("@");
  const slash = named.lastIndexOf("/");
  const colon = named.indexOf(":", slash + 1);
  const path = colon < 0 ? named : named.slice(0, colon);
  const [first = "", ...rest] = path.split("/");
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const repository = hasHost ? rest.join("/") : path;
  return {
    registry: hasHost ? first : DOCKER_HUB,
    repository: !hasHost && rest.length === 0 ? `library/${repository}` : repository,
    tag: colon < 0 ? undefined : named.slice(colon + 1),
    digest,
  };
}
