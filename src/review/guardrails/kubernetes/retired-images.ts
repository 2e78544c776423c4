import type { Image } from "./image";

/** Unmaintained image registries and repositories, and the reason. */
const RETIRED: readonly { readonly prefix: string; readonly why: string }[] = [
  {
    prefix: "k8s.gcr.io/",
    // https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/
    why: "k8s.gcr.io has been frozen since April 2023; the images are on registry.k8s.io",
  },
  {
    prefix: "gcr.io/google-containers/",
    why: "it is an old name of k8s.gcr.io; the images are on registry.k8s.io",
  },
  {
    prefix: "gcr.io/google_containers/",
    why: "it is an old name of k8s.gcr.io; the images are on registry.k8s.io",
  },
  {
    prefix: "docker.io/bitnami/",
    // https://github.com/bitnami/charts/issues/35164
    why: "Bitnami removed its versioned images from Docker Hub in August 2025",
  },
  {
    prefix: "docker.io/bitnamilegacy/",
    why: "Bitnami's legacy images get no more fixes, not even for security",
  },
  {
    prefix: "docker.io/jupyter/",
    // https://github.com/jupyter/docker-stacks
    why: "Jupyter's images have been on quay.io since October 2023",
  },
];

/** Why an image's registry is no longer maintained; `undefined` if it is. */
export function retirement({ registry, repository }: Pick<Image, "registry" | "repository">): string | undefined {
  const home = registry === "index.docker.io" || registry === "registry-1.docker.io" ? "docker.io" : registry;
  return RETIRED.find(({ prefix }) => `${home}/${repository}/`.startsWith(prefix))?.why;
}
