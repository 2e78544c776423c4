import { isObject, type Json, type Resource, type ResourceGraph } from "../../../model";
import { FROM_STAGING, fail, PASS, undecided } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

const CLOUD_RUN_PATHS: Readonly<Record<string, string>> = {
  google_cloud_run_service: "template.spec.containers",
  google_cloud_run_v2_job: "template.template.containers",
  google_cloud_run_v2_service: "template.containers",
};

/** No tag is `latest`. */
function isPinned(image: string): boolean {
  if (image.includes("@sha256:")) return true;
  const [, tag] = /:([\w][\w.-]*)$/.exec(image) ?? [];
  return tag !== undefined && tag !== "latest";
}

function judge(image: Json | undefined, path: string): Outcome[] {
  if (typeof image !== "string") return [];
  // The tag may come after the expression: "${aws_ecr_repository.models.repository_url}:1.4.2".
  if (image.endsWith("}")) return [undecided(path, image)];
  return [isPinned(image) ? PASS : fail(`${image} is the image pushed last.`, path)];
}

function taskImages(task: Resource): Json[] | undefined {
  try {
    const containers = JSON.parse(String(task.body.container_definitions)) as Json;
    return Array.isArray(containers)
      ? containers.map((container) => (isObject(container) ? (container.image ?? null) : null))
      : [];
  } catch {
    return undefined;
  }
}

function imagesOf(resource: Resource, graph: ResourceGraph): readonly (Json | undefined)[] {
  if (resource.type === "aws_lambda_function") return [resource.body.image_uri];
  return graph.blocks(resource, CLOUD_RUN_PATHS[resource.type] ?? "").map(({ image }) => image);
}

export const containerImagesPinned: Rule = {
  id: "container-images-pinned",
  title: "Containers run a fixed version",
  why: "latest changes over time, so a prediction can't be traced to the image that made it.",
  remedy: "Use a tag that never moves, or preferably a digest.",
  severity: "medium",
  area: "reproducibility",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html",
  resourceTypes: ["aws_ecs_task_definition", "aws_lambda_function", ...Object.keys(CLOUD_RUN_PATHS)],
  check: (resource, { graph }) => {
    if (resource.type !== "aws_ecs_task_definition") {
      return imagesOf(resource, graph).flatMap((image) => judge(image, "image"));
    }
    const images = taskImages(resource);
    return images === undefined
      ? [undecided("container_definitions", String(resource.body.container_definitions))]
      : images.flatMap((image) => judge(image, "container_definitions"));
  },
  examples: {
    pass: {
      resource: {
        aws_ecs_task_definition: { score: { container_definitions: '[{"name":"score","image":"acme/score:1.4.2"}]' } },
      },
    },
    fail: {
      resource: {
        aws_ecs_task_definition: { score: { container_definitions: '[{"name":"score","image":"acme/score"}]' } },
      },
    },
  },
};
