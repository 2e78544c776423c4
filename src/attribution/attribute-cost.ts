import { Decimal } from "decimal.js";
import { CATALOGUE } from "../catalogue/catalogue";
import type { ComponentName } from "../catalogue/component";
import type { CloudEnvironment } from "../environment/environment";
import { UNTAINTED_POOLS } from "../environment/pool-purpose";
import { allocatable, type Capacity } from "../inventory/allocatable";
import { type BuiltComponent, inventory } from "../inventory/inventory";
import type { Attribution, CostEstimate, PricedLine, Share } from "../review";
import { pathOf } from "./line-path";
import { modelShares } from "./model-shares";
import { nodeHours, poolOf } from "./node-hours";
import { teamShares } from "./team-shares";
import { usersOf } from "./users-of";

/**
 * Attributes the cost to components, teams and models. A component pays for the resources that only it uses, for its
 * share of shared ones, and for the node capacity that its pods request. The shares add up exactly to the expected
 * cost.
 */
export function attributeCost(
  environment: CloudEnvironment,
  built: readonly BuiltComponent[],
  cost: CostEstimate,
): Attribution {
  const lines = cost.lines.filter((line) => line.kind === "priced");
  const { rows } = inventory(environment, built);
  const chosen = rows.map(({ component }) => component);
  const onNodes = lines.filter((line) => UNTAINTED_POOLS.some((pool) => pool === poolOf(line)));
  const ledger = new Ledger();
  for (const line of lines) {
    if (!onNodes.includes(line)) payFor(line, chosen, ledger);
  }
  const nodes = onNodes.reduce((sum, { monthly }) => sum.plus(monthly), new Decimal(0));
  const capacity = expectedCapacity(environment);
  let spare = nodes;
  for (const { title, requests } of rows) {
    const part = Decimal.min(spare, nodes.times(largestShare(requests, capacity)));
    spare = spare.minus(part);
    ledger.add(title, "fixed", part);
  }
  ledger.add("unused node capacity", "fixed", spare);
  const hours = nodeHours(cost, environment);
  return {
    shares: ledger.shares(),
    teams: teamShares(environment, hours),
    models: modelShares(environment, hours),
    nodeHours: hours,
  };
}

/** Splits the line equally among its users; a line without specific users is listed under its construct. */
function payFor(line: PricedLine, chosen: readonly ComponentName[], ledger: Ledger): void {
  const [part = line.stack] = pathOf(line);
  const pool = poolOf(line);
  const users = usersOf(part, chosen);
  const itself = chosen.filter((name) => name === part);
  const payers = [...users, ...itself].map((name) => CATALOGUE[name].title);
  const named = pool ? [`${pool} nodes`] : payers.length > 0 ? payers : [part];
  let rest = line.monthly;
  named.forEach((name, index) => {
    const part = index === named.length - 1 ? rest : line.monthly.div(named.length).toDecimalPlaces(10);
    rest = rest.minus(part);
    ledger.add(name, line.charge, part);
  });
}

function expectedCapacity({ cloud, nodePools, usage }: CloudEnvironment): Capacity {
  return UNTAINTED_POOLS.reduce<Capacity>(
    (sum, purpose) => {
      const [type = ""] = cloud.machineTypes[purpose];
      const node = allocatable(cloud.provider, type);
      const { min, max } = nodePools[purpose];
      const nodes = min + (max - min) * usage.poolUtilisation;
      return {
        cpuMillis: sum.cpuMillis + (node?.cpuMillis ?? 0) * nodes,
        memoryMiB: sum.memoryMiB + (node?.memoryMiB ?? 0) * nodes,
      };
    },
    { cpuMillis: 0, memoryMiB: 0 },
  );
}

/** The larger share counts: once one resource of a node is used up, the other is unusable. */
function largestShare(requests: Capacity, capacity: Capacity): Decimal {
  const share = (part: number, whole: number) => (whole === 0 ? new Decimal(0) : new Decimal(part).div(whole));
  return Decimal.max(share(requests.cpuMillis, capacity.cpuMillis), share(requests.memoryMiB, capacity.memoryMiB));
}

class Ledger {
  private readonly accounts = new Map<string, { fixed: Decimal; usage: Decimal }>();

  add(name: string, charge: PricedLine["charge"], amount: Decimal): void {
    const account = this.accounts.get(name) ?? { fixed: new Decimal(0), usage: new Decimal(0) };
    account[charge] = account[charge].plus(amount);
    this.accounts.set(name, account);
  }

  /** Most expensive first, without zero shares. */
  shares(): Share[] {
    const total = ({ fixed, usage }: Share) => fixed.plus(usage);
    return [...this.accounts]
      .map(([name, account]) => ({ name, ...account }))
      .filter((share) => !total(share).isZero())
      .sort((left, right) => total(right).cmp(total(left)));
  }
}
