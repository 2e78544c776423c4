import type { Problem } from "../../problems/problem";
import type { Environment } from "../environment";
import { overlap, parseRange } from "../ipv4-range";
import type { Partially } from "../keep-valid";
import { mayBeOnCloud } from "../target";

interface Sourced {
  readonly source: string;
  readonly environment: Partially<Environment>;
}

/** Finds conflicts between environments of one cloud: duplicate names, networks that can't be peered, or one cluster. */
export function checkTogether(all: readonly Sourced[]): Problem[] {
  return all.flatMap((right, index) =>
    all
      .slice(0, index)
      .filter((left) => left.environment.cloud?.provider === right.environment.cloud?.provider)
      .flatMap((left) => [...sameName(left, right), ...sameAddresses(left, right), ...sameCluster(left, right)]),
  );
}

function sameName(left: Sourced, right: Sourced): Problem[] {
  const { name, cloud } = right.environment;
  if (name === undefined || cloud?.provider === undefined || left.environment.name !== name) return [];
  return [
    {
      source: right.source,
      path: "name",
      found: `"${name}", as in ${left.source}`,
      expected: `a name that no other environment on ${cloud.provider} has`,
      remedy: "Rename one of the two: stacks and resources take the environment's name.",
    },
  ];
}

function sameAddresses(left: Sourced, right: Sourced): Problem[] {
  if (!mayBeOnCloud(left.environment) || !mayBeOnCloud(right.environment)) return [];
  const [leftCidr, rightCidr] = [left.environment.network?.cidr, right.environment.network?.cidr];
  const [leftRange, rightRange] = [parseRange(leftCidr ?? ""), parseRange(rightCidr ?? "")];
  if (!leftRange || !rightRange || !overlap(leftRange, rightRange)) return [];
  return [
    {
      source: right.source,
      path: "network.cidr",
      found: `"${rightCidr}", which overlaps ${leftCidr} of ${left.source}`,
      expected: "a range that overlaps no other environment on the same cloud: overlapping networks can't be peered",
      remedy: "Use a separate range for each environment.",
    },
  ];
}

/** Namespaces don't carry the environment's name, so each would take over what the other installed. */
function sameCluster(left: Sourced, right: Sourced): Problem[] {
  const [leftCloud, cloud] = [left.environment.cloud, right.environment.cloud];
  if (leftCloud?.provider !== "kubernetes" || cloud?.provider !== "kubernetes") return [];
  if (cloud.context === undefined || leftCloud.context !== cloud.context) return [];
  if (leftCloud.kubeconfig !== cloud.kubeconfig) return [];
  return [
    {
      source: right.source,
      path: "cloud.context",
      found: `"${cloud.context}", as in ${left.source}`,
      expected: "a cluster that no other environment has: both would install the same namespaces",
      remedy: "Use a cluster for each environment.",
    },
  ];
}
