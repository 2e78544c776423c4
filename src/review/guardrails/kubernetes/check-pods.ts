import type { Attribute, Json, JsonObject, Resource, ResourceGraph } from "../../model";
import { fail, PASS, undecided } from "../outcomes";
import type { Outcome } from "../rule";
import { attributeAt } from "./attribute-at";
import { type Container, containersOf, type Pod, podsOf } from "./pods";

/** A container, and how to read it. */
export interface Inspected {
  readonly container: Container;
  readonly pod: Pod;
  /** What is known of an attribute of the container. */
  readonly read: (path: string) => Attribute;
  /** What is known of an attribute of its security context, with its pod's as a fallback. */
  readonly security: (name: string) => Attribute;
}

/** A check of every container; no outcomes are a pass. */
export function checkContainers(
  resource: Resource,
  graph: ResourceGraph,
  check: (inspected: Inspected) => readonly Outcome[],
): Outcome[] {
  return podsOf(resource).flatMap((pod) => {
    const security = (body: JsonObject, name: string) => attributeAt(graph, resource, body, `securityContext.${name}`);
    const containers = containersOf(pod);
    if (containers.length === 0) return [unreadable(pod)];
    return containers.flatMap((container) => {
      const outcomes = check({
        container,
        pod,
        read: (path) => attributeAt(graph, resource, container.body, path),
        security: (name) => {
          const own = security(container.body, name);
          return own.kind === "absent" ? security(pod.spec, name) : own;
        },
      });
      return outcomes.length > 0 ? outcomes : [PASS];
    });
  });
}

/** Every pod has containers: if none is visible, they come from an expression. */
function unreadable({ path }: Pod): Outcome {
  return { kind: "undecided", attribute: path, reason: `${path} shows no containers without a plan` };
}

/** A check of every pod; no outcomes are a pass. */
export function checkPods(
  resource: Resource,
  graph: ResourceGraph,
  check: (pod: Pod, read: (path: string) => Attribute) => readonly Outcome[],
): Outcome[] {
  return podsOf(resource).flatMap((pod) => {
    const outcomes = check(pod, (path) => attributeAt(graph, resource, pod.spec, path));
    return outcomes.length > 0 ? outcomes : [PASS];
  });
}

/**
 * Checks a value that was read: an unknown one is undecided, an absent one is Kubernetes' default.
 * @param where path of the attribute, for the report
 */
export function judge(
  attribute: Attribute,
  where: string,
  accept: (value: Json) => boolean,
  message: string,
  absent: Json,
): Outcome {
  if (attribute.kind === "unknown") return undecided(where, attribute.expression);
  return accept(attribute.kind === "absent" ? absent : attribute.value) ? PASS : fail(message, where);
}
