import { deployment, manifestExample } from "../../../../src/review/guardrails/kubernetes/example";
import { readImage } from "../../../../src/review/guardrails/kubernetes/image";
import { found } from "./found";

const DIGEST = `sha256:${"a".repeat(64)}`;

test.each([
  ["nginx", ["docker.io", "library/nginx", undefined, undefined]],
  ["nginx:1.29", ["docker.io", "library/nginx", "1.29", undefined]],
  ["bitnami/postgresql:16", ["docker.io", "bitnami/postgresql", "16", undefined]],
  ["registry.example.com:5000/a/b", ["registry.example.com:5000", "a/b", undefined, undefined]],
  ["registry.example.com:5000/a/b:1", ["registry.example.com:5000", "a/b", "1", undefined]],
  ["localhost/a:1", ["localhost", "a", "1", undefined]],
  [`quay.io/a/b:1@${DIGEST}`, ["quay.io", "a/b", "1", DIGEST]],
  [`quay.io/a/b@${DIGEST}`, ["quay.io", "a/b", undefined, DIGEST]],
])("%s", (name, parts) => {
  const { registry, repository, tag, digest } = readImage(name);
  expect([registry, repository, tag, digest]).toEqual(parts);
});

test.each([
  ["a:1.0", 0],
  ["a", 1],
  ["a:latest", 1],
  ["registry.example.com:5000/a", 1],
  [`a@${DIGEST}`, 0],
  [`a:latest@${DIGEST}`, 0],
])("the tag of %s: %d", (image, count) => {
  expect(found("image-tag-fixed", manifestExample(deployment({ image })))).toHaveLength(count);
});

test.each([
  ["k8s.gcr.io/pause:3.9", 1],
  ["registry.k8s.io/pause:3.9", 0],
  ["bitnami/redis:8", 1],
  ["docker.io/bitnami/redis:8", 1],
  ["docker.io/bitnamilegacy/redis:8", 1],
  ["index.docker.io/bitnami/redis:8", 1],
  ["registry.example.com/bitnami/redis:8", 0],
  ["bitnamisecure/redis:8", 0],
  ["bitnami/redis:${var.version}", 1],
])("the registry of %s: %d", (image, count) => {
  expect(found("image-home-maintained", manifestExample(deployment({ image })))).toHaveLength(count);
});

test("digests are required in production", () => {
  const code = manifestExample(deployment({ image: "a:1.0" }));
  expect(found("image-digest", code, "prod")).toHaveLength(1);
  expect(found("image-digest", code, "staging")).toEqual([]);
});
