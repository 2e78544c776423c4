import { hasImportId } from "../../src/adopt/import-ids";
import { REPEATABLE } from "../../src/adopt/repeatable";
import { isTagged } from "../../src/adopt/tagged-objects";
import { shippedGraph } from "../stacks/shipped";

const ENVIRONMENTS = ["aws", "google"].flatMap((cloud) =>
  ["dev", "staging", "prod"].map((name) => [cloud, name] as const),
);

/** Their ids are drawn by the cloud and nothing but the state knows them. */
const NOT_LOOKED_FOR = ["google_billing_budget", "google_monitoring_notification_channel", "random_id"];

test.each(ENVIRONMENTS)(
  "whatever an interrupted apply of %s %s left is found, but for what is named here",
  (cloud, name) => {
    if (cloud !== "aws" && cloud !== "google") throw new Error(cloud);
    const types = shippedGraph(cloud, name)
      .resources.filter(({ mode }) => mode === "managed")
      .map(({ type }) => type);
    const unknown = [...new Set(types)].filter(
      (type) => !hasImportId(type) && !isTagged(type) && !REPEATABLE.has(type),
    );
    expect(unknown.filter((type) => !NOT_LOOKED_FOR.includes(type))).toEqual([]);
  },
);

test.each(["dev", "staging", "prod"])(
  "on AWS, what has an id of AWS's own has a name that no other of its type has: %s",
  (name) => {
    const tagged = shippedGraph("aws", name).resources.filter(({ mode, type }) => mode === "managed" && isTagged(type));
    const names = tagged.map(({ type, address, body }) => {
      const tags: unknown = body.tags;
      const found: unknown = typeof tags === "object" && tags !== null ? Reflect.get(tags, "Name") : undefined;
      return { address, name: typeof found === "string" ? `${type} ${found}` : undefined };
    });
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter(({ name: found }) => found === undefined)).toEqual([]);
    expect(
      names.filter(({ name: found }, index) => names.findIndex((other) => other.name === found) !== index),
    ).toEqual([]);
  },
);
