import { CATALOGUE } from "../catalogue/catalogue";
import type { ComponentName } from "../catalogue/component";
import type { BucketPurpose } from "../environment/environment";
import type { Consumer } from "../environment/names";
import { CONSUMER_ACCESS } from "../stacks/consumers";

/** The component that a consumer of buckets belongs to. */
const COMPONENT_OF: Readonly<Partial<Record<Consumer, ComponentName>>> = {
  mlflow: "mlflow",
  dvc: "dvc",
  "pipelines-api": "kubeflow-pipelines",
  "pipelines-ui": "kubeflow-pipelines",
  airflow: "airflow",
  prefect: "prefect",
  serving: "kserve",
  backup: "velero",
};

/** Which of the chosen components something of the foundation is there for; none where it is there for all. */
export function usersOf(part: string, chosen: readonly ComponentName[]): readonly ComponentName[] {
  if (part === "pipelines-database") return chosen.filter((name) => name === "kubeflow-pipelines");
  if (part === "database") return chosen.filter((name) => name !== "kubeflow-pipelines" && needsDatabase(name));
  const [, purpose] = /^(\w+)-bucket$/.exec(part) ?? [];
  return purpose === undefined ? [] : chosen.filter((name) => bucketsOf(name).has(purpose));
}

function needsDatabase(name: ComponentName): boolean {
  return CATALOGUE[name].needs.includes("databases");
}

function bucketsOf(name: ComponentName): ReadonlySet<string> {
  const consumers = (Object.keys(COMPONENT_OF) as Consumer[]).filter((consumer) => COMPONENT_OF[consumer] === name);
  return new Set<BucketPurpose>(
    consumers.flatMap((consumer) => CONSUMER_ACCESS[consumer].buckets.map(({ bucket }) => bucket)),
  );
}
