import { CATALOGUE } from "../../../src/catalogue/catalogue";
import { PYTHON_ENV, pythonLayers } from "./python";
import { type Recipe, shellScript } from "./recipe";

/** With the providers that the platform's settings use: pods as tasks, sign-on, logs in S3, DAGs from Git. */
const AIRFLOW: Recipe = {
  layers: [
    ...pythonLayers(
      ["git", "openssh-client", "tini"],
      `
        useradd --uid 50000 --gid 0 --create-home airflow
        install --directory --owner=airflow --group=root --mode=775 /opt/airflow
      `,
    ),
    {
      kind: "python",
      requirements: [
        `apache-airflow==${CATALOGUE.airflow.version}`,
        "apache-airflow-providers-amazon==9.39.0",
        "apache-airflow-providers-cncf-kubernetes==10.25.0",
        "apache-airflow-providers-fab==3.10.2",
        "apache-airflow-providers-git==1.0.1",
        "apache-airflow-providers-postgres==7.1.1",
        "authlib==1.9.10",
        "psycopg2-binary==2.9.13",
        // FastAPI of this Airflow cannot describe its routes with newer ones.
        "pydantic==2.12.5",
        "statsd==4.0.1",
      ],
    },
    // The chart passes a program and its arguments, upstream's command line only the arguments of `airflow`.
    shellScript("/entrypoint", 'case "$1" in bash | sh | python | airflow) exec "$@" ;; *) exec airflow "$@" ;; esac'),
  ],
  entrypoint: ["/usr/bin/tini", "--", "/entrypoint"],
  env: { ...PYTHON_ENV, HOME: "/home/airflow", AIRFLOW_HOME: "/opt/airflow", AIRFLOW__CORE__LOAD_EXAMPLES: "False" },
  user: "50000",
  folder: "/opt/airflow",
};

/** Of the server, and with `kubernetes` of its workers, which start pods. */
const prefect = (more: readonly string[] = []): Recipe => ({
  layers: [
    ...pythonLayers(["git", "tini"]),
    { kind: "python", requirements: [`prefect==${CATALOGUE.prefect.version}`, "asyncpg==0.32.0", ...more] },
    shellScript("/opt/prefect/entrypoint.sh", 'exec "$@"'),
  ],
  entrypoint: ["/usr/bin/tini", "-g", "--", "/opt/prefect/entrypoint.sh"],
  env: { ...PYTHON_ENV, HOME: "/tmp" },
  folder: "/opt/prefect",
});

const PREFECT = `docker.io/prefecthq/prefect:${CATALOGUE.prefect.version}-python3.11`;

/** Images of the pipeline engines that PyPI serves. */
export const ENGINE_IMAGES: Readonly<Record<string, Recipe>> = {
  [`docker.io/apache/airflow:${CATALOGUE.airflow.version}`]: AIRFLOW,
  [PREFECT]: prefect(),
  [`${PREFECT}-kubernetes`]: prefect(["prefect-kubernetes==0.8.0"]),
};
