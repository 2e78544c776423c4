import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import type { Provider } from "../../src/facts/provider";
import { type ApiServerCall, NOTHING, type Objects, type Pods, type Service } from "./objects";

/** Objects in no chart or manifest, because a program on the cluster creates them from another object. */
export interface MadeByOperator {
  /** Kind and name of the object that it is created from. */
  readonly from: string;
  readonly objects: Objects;
  /** Reference for its names, labels and ports. */
  readonly link: string;
}

type Ports = readonly (readonly [name: string, port: number])[];

function workload(namespace: string, name: string, labels: Pods["labels"], ports: Ports): Pods {
  return { name, namespace, labels, ports: ports.map(([port, number]) => ({ name: port, port: number })) };
}

function service(
  namespace: string,
  name: string,
  selector: Service["selector"],
  ...ports: readonly (readonly [port: number, targetPort: number])[]
): Service {
  return {
    name,
    namespace,
    labels: {},
    ...(selector && { selector }),
    ports: ports.map(([port, targetPort]) => ({ port, targetPort })),
  };
}

function call(name: string, namespace: string, of: string): ApiServerCall {
  return { name, namespace, service: of, port: 443 };
}

const knative = NAMESPACES.knative;
const KNATIVE_METRICS: Ports = [["metrics", 9090]];

/** https://github.com/prometheus-operator/prometheus-operator/blob/v0.93.1/pkg/prometheus/server/statefulset.go */
const prometheus = {
  "app.kubernetes.io/name": "prometheus",
  "operator.prometheus.io/name": "kube-prometheus-stack-prometheus",
};
const alertmanager = {
  "app.kubernetes.io/name": "alertmanager",
  alertmanager: "kube-prometheus-stack-alertmanager",
};

const kubeflow = NAMESPACES.kubeflow;
const katib = NAMESPACES.katib;

/** https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html; the same as of kubeadm, which kind uses. */
const COREDNS = workload("kube-system", "coredns", { "k8s-app": "kube-dns" }, [
  ["dns-tcp", 53],
  ["metrics", 9153],
]);

/** GKE up to 1.35. https://github.com/kubernetes/kubernetes/blob/master/cluster/addons/dns/kube-dns/kube-dns.yaml.in */
const KUBE_DNS = workload("kube-system", "kube-dns", { "k8s-app": "kube-dns" }, [
  ["dns-tcp-local", 10053],
  ["metrics", 10055],
  ["dns-tcp", 53],
  ["metrics", 10054],
]);

/** Pods that a cluster has before the platform, and that something of the platform selects. */
export const PODS_OF_CLUSTERS: Readonly<Record<Provider, readonly Pods[]>> = {
  aws: [COREDNS],
  google: [KUBE_DNS],
  kubernetes: [COREDNS],
};

export const MADE_BY_OPERATORS: readonly MadeByOperator[] = [
  {
    from: "KnativeServing knative-serving",
    link: "https://github.com/knative/operator/tree/knative-v1.23.0/cmd/operator/kodata",
    objects: {
      ...NOTHING,
      pods: [
        workload(knative, "activator", { app: "activator" }, [...KNATIVE_METRICS, ["http1", 8012], ["h2c", 8013]]),
        workload(knative, "autoscaler", { app: "autoscaler" }, [...KNATIVE_METRICS, ["websocket", 8080]]),
        workload(knative, "controller", { app: "controller" }, KNATIVE_METRICS),
        workload(knative, "webhook", { app: "webhook", role: "webhook" }, [
          ...KNATIVE_METRICS,
          ["https-webhook", 8443],
        ]),
        workload(knative, "net-istio-controller", { app: "net-istio-controller" }, KNATIVE_METRICS),
        workload(knative, "net-istio-webhook", { app: "net-istio-webhook" }, [["https-webhook", 8443]]),
      ],
      services: [
        service(knative, "activator-service", { app: "activator" }, [80, 8012], [81, 8013]),
        service(knative, "webhook", { app: "webhook", role: "webhook" }, [443, 8443]),
        service(knative, "net-istio-webhook", { app: "net-istio-webhook" }, [443, 8443]),
      ],
      calls: [
        call("webhook.serving.knative.dev", knative, "webhook"),
        call("webhook.istio.networking.internal.knative.dev", knative, "net-istio-webhook"),
      ],
    },
  },
  {
    // Kyverno creates its webhook configurations at startup, and with every policy.
    from: "chart kyverno",
    link: "https://github.com/kyverno/kyverno/blob/v1.19.0/pkg/controllers/webhook/controller.go",
    objects: {
      ...NOTHING,
      calls: [
        call("kyverno-resource-validating-webhook-cfg", NAMESPACES.kyverno, "kyverno-svc"),
        call("kyverno-cleanup-validating-webhook-cfg", NAMESPACES.kyverno, "kyverno-cleanup-controller"),
      ],
    },
  },
  {
    from: "chart kube-prometheus-stack",
    link: "https://github.com/prometheus-operator/prometheus-operator/blob/v0.93.1/pkg/prometheus/server/statefulset.go",
    objects: {
      ...NOTHING,
      pods: [
        workload(NAMESPACES.monitoring, "prometheus-kube-prometheus-stack-prometheus", prometheus, [
          ["http-web", 9090],
          ["reloader-web", 8080],
        ]),
        workload(NAMESPACES.monitoring, "alertmanager-kube-prometheus-stack-alertmanager", alertmanager, [
          ["http-web", 9093],
          ["reloader-web", 8080],
        ]),
      ],
    },
  },
  {
    from: "Application kubeflow-pipelines",
    link: "https://github.com/kubeflow/pipelines/tree/2.17.0/manifests/kustomize/base",
    objects: {
      ...NOTHING,
      pods: [
        workload(kubeflow, "ml-pipeline", { app: "ml-pipeline" }, [
          ["http", 8888],
          ["grpc", 8887],
        ]),
        workload(kubeflow, "ml-pipeline-ui", { app: "ml-pipeline-ui" }, [["http", 3000]]),
        workload(kubeflow, "ml-pipeline-scheduledworkflow", { app: "ml-pipeline-scheduledworkflow" }, [
          ["metrics", 9090],
        ]),
        workload(kubeflow, "metadata-grpc-deployment", { component: "metadata-grpc-server" }, [["grpc-api", 8080]]),
      ],
      services: [
        service(kubeflow, "ml-pipeline", { app: "ml-pipeline" }, [8888, 8888], [8887, 8887]),
        service(kubeflow, "ml-pipeline-ui", { app: "ml-pipeline-ui" }, [80, 3000]),
        service(kubeflow, "metadata-grpc-service", { component: "metadata-grpc-server" }, [8080, 8080]),
      ],
    },
  },
  {
    from: "Application katib",
    link: "https://github.com/kubeflow/katib/tree/v0.19.0/manifests/v1beta1/components",
    objects: {
      ...NOTHING,
      pods: [
        workload(katib, "katib-controller", { "katib.kubeflow.org/component": "controller" }, [
          ["webhook", 8443],
          ["metrics", 8080],
        ]),
        workload(katib, "katib-db-manager", { "katib.kubeflow.org/component": "db-manager" }, [["api", 6789]]),
        workload(katib, "katib-ui", { "katib.kubeflow.org/component": "ui" }, [["ui", 8080]]),
      ],
      services: [
        service(katib, "katib-controller", { "katib.kubeflow.org/component": "controller" }, [443, 8443]),
        service(katib, "katib-db-manager", { "katib.kubeflow.org/component": "db-manager" }, [6789, 6789]),
        service(katib, "katib-ui", { "katib.kubeflow.org/component": "ui" }, [80, 8080]),
      ],
      calls: [call("katib.kubeflow.org", katib, "katib-controller")],
    },
  },
  {
    from: "Application notebooks",
    link: "https://github.com/kubeflow/notebooks/tree/v1.11.0/components/notebook-controller/config",
    objects: {
      ...NOTHING,
      pods: [
        workload(NAMESPACES.notebooks, "notebook-controller-deployment", { app: "notebook-controller" }, [
          ["metrics", 8080],
        ]),
      ],
    },
  },
  {
    // Argo Workflows starts the pods of a load test.
    from: "WorkflowTemplate model-gates",
    link: "https://docs.locust.io/en/stable/running-distributed.html",
    objects: {
      ...NOTHING,
      pods: [
        workload(NAMESPACES["model-delivery"], "load-master", { "mlops/load-test": "master" }, [["master", 5557]]),
      ],
    },
  },
  {
    // Airflow's chart is not among those that the chart check renders.
    from: "chart airflow",
    link: "https://github.com/apache/airflow/tree/helm-chart/1.22.0/chart/templates",
    objects: {
      ...NOTHING,
      pods: [
        workload(
          NAMESPACES.airflow,
          "airflow-api-server",
          { tier: "airflow", component: "api-server", release: "airflow" },
          [["api-server", 8080]],
        ),
        workload(NAMESPACES.airflow, "airflow-statsd", { tier: "airflow", component: "statsd", release: "airflow" }, [
          ["statsd-scrape", 9102],
        ]),
      ],
      services: [
        service(
          NAMESPACES.airflow,
          "airflow-api-server",
          { tier: "airflow", component: "api-server", release: "airflow" },
          [8080, 8080],
        ),
        {
          ...service(NAMESPACES.airflow, "airflow-statsd", {
            tier: "airflow",
            component: "statsd",
            release: "airflow",
          }),
          labels: { tier: "airflow", component: "statsd" },
          ports: [{ name: "statsd-scrape", port: 9102, targetPort: 9102 }],
        },
      ],
    },
  },
];
