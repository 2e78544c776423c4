import type { Image } from "./image";

/** Homes of images that nobody mends any more, and what their makers say about it. */
const RETIRED: readonly { readonly prefix: string; readonly why: string }[] = [
  {
    prefix: "k8s.gcr.io/",
    // https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/
    why: "k8s.gcr.io is frozen since April 2023; the images are on registry.k8s.io",
  },
  {
    prefix: "gcr.io/google-containers/",
    why: "it is what k8s.gcr.io was called; the images are on registry.k8s.io",
  },
  {
    prefix: "gcr.io/google_containers/",
    why: "it is what k8s.gcr.io was called; the images are on registry.k8s.io",
  },
  {
    prefix: "docker.io/bitnami/",
    // https://github.com/bitnami/charts/issues/35164
    why: "Bitnami took its versions away from Docker Hub in August 2025",
  },
  {
    prefix: "docker.io/bitnamilegacy/",
    why: "Bitnami's legacy images get no more mends, security included",
  },
  {
    prefix: "docker.io/jupyter/",
    // https://github.com/jupyter/docker-stacks
    why: "Jupyter's images are on quay.io since October 2023",
  },
];

/** Why an image's home is no home any more; `undefined` for one that is. */
export function retirement({ registry, repository }: Pick<Image, "registry" | "repository">): string | undefined {
  const home = registry === "index.docker.io" || registry === "registry-1.docker.io" ? "docker.io" : registry;
  return RETIRED.find(({ prefix }) => `${home}/${repository}/`.startsWith(prefix))?.why;
}
