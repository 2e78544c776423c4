import { retrainingManifests, type TrainingEngine } from "../../../src/constructs/models/retraining";
import { IMAGE } from "./delivery-image";

interface Container {
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

function workflow(...engines: TrainingEngine[]) {
  const [found, binding] = retrainingManifests({ image: IMAGE, engines });
  const [template] = JSON.parse(JSON.stringify(found?.spec)).templates;
  return { spec: found?.spec, binding, template, container: template.container as Container };
}

test("only one workflow at a time decides about a training, and an alert can start it", () => {
  const { spec, binding } = workflow();
  expect(spec).toMatchObject({
    synchronization: { mutexes: [{ name: "retrain-{{workflow.parameters.model}}" }] },
  });
  expect(JSON.stringify(binding?.spec)).toContain('mlops_action == \\"retrain\\"');
});

test("the workflow gets the addresses and credentials of the engines that train, and of no others", () => {
  const names = (...engines: TrainingEngine[]) => workflow(...engines).container.env.map(({ name }) => name);
  expect(names()).toEqual([]);
  expect(names("kubeflow-pipelines")).toEqual(["KFP_URL"]);
  expect(names("airflow", "prefect")).toEqual(["AIRFLOW_URL", "AIRFLOW_USER", "AIRFLOW_PASSWORD", "PREFECT_URL"]);
  expect(workflow("airflow").template.volumes.map(({ name }: { name: string }) => name)).toEqual(["work", "settings"]);
});

test("addresses have no path: the program adds the API path of each engine", () => {
  const { env } = workflow("kubeflow-pipelines", "airflow", "prefect").container;
  const addresses = env.filter(({ name }) => name.endsWith("_URL")).map(({ value = "" }) => new URL(value).pathname);
  expect(addresses).toEqual(["/", "/", "/"]);
});

test("Kubeflow Pipelines identifies the jobs by a token for its own audience", () => {
  const { template, container } = workflow("kubeflow-pipelines");
  expect(container.volumeMounts).toContainEqual({
    name: "pipelines-token",
    mountPath: "/var/run/secrets/kubeflow/pipelines",
    readOnly: true,
  });
  expect(JSON.stringify(template.volumes)).toContain("pipelines.kubeflow.org");
});
