import { isObject, type Json } from "../../model";
import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** A value that Terraform encodes when it knows it; a `$${` is none of its expressions. */
const ENCODED = /(?<!\$)\$\{jsonencode\([^()"]*\)\}/g;

/** Pods are billed with their nodes; what a chart makes in the cloud has no resource of its own, and is named here. */
export const helmRelease: Estimator = {
  type: "helm_release",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const values = valuesOf(resource.body.values);
    const outside = "a chart makes it in the cloud; Terraform doesn't know it";
    return [
      ...(volumes(values) > 0 ? [bill.unpriced("persistent volumes", outside)] : []),
      ...(opensLoadBalancer(values) ? [bill.unpriced("load balancer", outside)] : []),
    ];
  },
};

/** The values as far as they are JSON; an expression of Terraform's makes them something else. */
function valuesOf(values: Json | undefined): Json[] {
  const texts = Array.isArray(values) ? values.filter((text) => typeof text === "string") : [];
  return texts.flatMap((text) => {
    try {
      return [JSON.parse(text.replaceAll(ENCODED, '""').replaceAll("$${", "${"))];
    } catch {
      return [];
    }
  });
}

function volumes(value: Json): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + volumes(item), 0);
  if (!isObject(value)) return 0;
  const { requests, persistence } = value;
  const own =
    (isObject(requests) && requests.storage !== undefined) || (isObject(persistence) && persistence.enabled === true);
  return Object.values(value).reduce<number>((sum, item) => sum + volumes(item), own ? 1 : 0);
}

function opensLoadBalancer(value: Json): boolean {
  const text = JSON.stringify(value);
  return /load-balancer-(type|scheme)|"type":"LoadBalancer"/.test(text);
}
