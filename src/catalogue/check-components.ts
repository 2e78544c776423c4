import type { Provider } from "../facts/provider";
import { CATALOGUE } from "./catalogue";
import type { ComponentName } from "./component";
import { runsOn } from "./profiles";

/** A problem with the selected components. */
export interface ComponentFault {
  readonly component: ComponentName;
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
}

export interface ComponentChoice {
  readonly components: readonly ComponentName[];
  readonly cloud: Provider;
  /** Components that the cluster has of its own. @default - none */
  readonly provided?: readonly ComponentName[];
  /** Kubernetes minor version of the cluster. */
  readonly kubernetesVersion: string;
  /** The date of the check, `YYYY-MM-DD`. */
  readonly today: string;
}

/** All conflicts that prevent the selected components from running together on this cluster. */
export function checkComponents(choice: ComponentChoice): ComponentFault[] {
  const { components, provided = [], cloud, kubernetesVersion, today } = choice;
  const chosen = new Set(components);
  const present = new Set([...components, ...provided]);
  return components.flatMap((name) => [
    ...missing(name, present, cloud),
    ...conflicting(name, chosen),
    ...unsupported(name, kubernetesVersion),
    ...ended(name, today),
  ]);
}

/** Dependencies of a component on this cloud, from the catalogue. */
export function needsOf(component: ComponentName, provider: Provider): readonly ComponentName[] {
  return CATALOGUE[component].needs.filter((need) => runsOn(need, provider));
}

function missing(component: ComponentName, chosen: ReadonlySet<ComponentName>, cloud: Provider): ComponentFault[] {
  return needsOf(component, cloud)
    .filter((need) => !chosen.has(need))
    .map((need) => ({
      component,
      found: `${component} without ${need}`,
      expected: `${need}, which ${component} requires`,
      remedy: `Enable ${need}, or disable ${component}.`,
    }));
}

/** A pair is reported once, by the component whose row names it. */
function conflicting(component: ComponentName, chosen: ReadonlySet<ComponentName>): ComponentFault[] {
  return Object.entries(CATALOGUE[component].conflicts)
    .filter(([other]) => chosen.has(other as ComponentName))
    .map(([other, reason]) => ({
      component,
      found: `${component} alongside ${other}`,
      expected: `one of the two: ${reason}`,
      remedy: `Disable ${component} or ${other}.`,
    }));
}

function unsupported(component: ComponentName, version: string): ComponentFault[] {
  const { kubernetes, version: release } = CATALOGUE[component];
  const tooOld = compareMinor(version, kubernetes.min) < 0;
  const tooNew = kubernetes.max !== undefined && compareMinor(version, kubernetes.max) > 0;
  if (!tooOld && !tooNew) return [];
  const range = kubernetes.max === undefined ? `${kubernetes.min} or newer` : `${kubernetes.min} to ${kubernetes.max}`;
  return [
    {
      component,
      found: `${component} ${release} on Kubernetes ${version}`,
      expected: `Kubernetes ${range}`,
      remedy: `Choose another cluster.version, or disable ${component}.`,
    },
  ];
}

function ended(component: ComponentName, today: string): ComponentFault[] {
  const { endOfLife, version } = CATALOGUE[component];
  if (endOfLife === undefined || endOfLife >= today) return [];
  return [
    {
      component,
      found: `${component} ${version}, which is out of support since ${endOfLife}`,
      expected: "a version that its project still supports",
      remedy: "Update mlops-constructs, or disable the component.",
    },
  ];
}

function compareMinor(left: string, right: string): number {
  const [leftMajor = 0, leftMinor = 0] = left.split(".").map(Number);
  const [rightMajor = 0, rightMinor = 0] = right.split(".").map(Number);
  return leftMajor - rightMajor || leftMinor - rightMinor;
}
