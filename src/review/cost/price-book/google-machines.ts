import type { Decimal } from "decimal.js";
import { machineType, machineTypeNames } from "../../../facts/machine-types";
import type { GoogleSelector } from "./google-selectors";
import type { ListPrice } from "./list-price";

/** The catalog's names for the parts of each family. */
const FAMILIES: Readonly<Record<string, string>> = {
  c2: "Compute optimized",
  c2d: "C2D AMD Instance",
  c3: "C3 Instance",
  c3d: "C3D Instance",
  c4: "C4 Instance",
  c4a: "C4A Arm Instance",
  e2: "E2 Instance",
  g2: "G2 Instance",
  n1: "N1 Predefined Instance",
  n2: "N2 Instance",
  n2d: "N2D AMD Instance",
  n4: "N4 Instance",
  t2d: "T2D AMD Instance",
};

/** Billed vCPUs of the types with shared cores. https://cloud.google.com/compute/docs/general-purpose-machines#e2-shared-core */
const SHARED_CORES: Readonly<Record<string, number>> = { "e2-micro": 0.25, "e2-small": 0.5, "e2-medium": 1 };

/** Types that are more than cores, memory and L4 GPUs: with local SSDs, or bare metal. */
const MORE = /-(lssd|metal)$/;

const KINDS = [
  { table: "compute.on-demand", usageType: "OnDemand", prefix: "", varies: false },
  { table: "compute.spot", usageType: "Preemptible", prefix: "Spot Preemptible ", varies: true },
] as const;

const COMPUTE_ENGINE = "6F81-5844-456A";
const HOURS = { unit: "h", units: { h: 1 } };

/** The parts of machines by table: `compute.spot n2 core`. They are not prices of the book themselves. */
export const PART_SELECTORS: readonly GoogleSelector[] = KINDS.flatMap(({ table, usageType, prefix }) => {
  const part = (name: string, description: string, unit: Pick<GoogleSelector, "unit" | "units">): GoogleSelector => ({
    service: COMPUTE_ENGINE,
    name: `${table} ${name}`,
    description: new RegExp(`^${description}$`),
    usageType,
    ...unit,
  });
  const gpu = usageType === "OnDemand" ? "running in" : "attached to Spot Preemptible VMs running in";
  return [
    ...Object.entries(FAMILIES).flatMap(([family, title]) => [
      part(`${family} core`, `${prefix}${title} Core running in .+`, HOURS),
      part(`${family} memory`, `${prefix}${title} Ram running in .+`, { unit: "GiB-h", units: { "GiBy.h": 1 } }),
    ]),
    part("l4", `Nvidia L4 GPU ${gpu} .+`, HOURS),
  ];
});

/** The machine types looked up in the catalog, in both tables. */
export const MACHINE_TYPES: readonly string[] = machineTypeNames("google").filter(
  (type) => Object.hasOwn(FAMILIES, familyOf(type)) && !MORE.test(type),
);

/** The prices of machine types whose parts are all present. */
export function machinePrices(parts: ReadonlyMap<string, ListPrice>): ListPrice[] {
  return KINDS.flatMap(({ table, varies }) =>
    MACHINE_TYPES.flatMap((type) => {
      const usd = sumOf(type, (part) => parts.get(`${table} ${part}`)?.usd);
      return usd ? [{ table, name: type, usd, unit: "h", varies }] : [];
    }),
  );
}

function sumOf(type: string, price: (part: string) => Decimal | undefined): Decimal | undefined {
  const machine = machineType("google", type);
  const family = familyOf(type);
  const [core, memory, l4] = [price(`${family} core`), price(`${family} memory`), price("l4")];
  if (!machine || !core || !memory || (machine.gpus > 0 && !l4)) return undefined;
  return core
    .times(SHARED_CORES[type] ?? machine.vcpu)
    .plus(memory.times(machine.memoryGiB))
    .plus(l4?.times(machine.gpus) ?? 0);
}

function familyOf(type: string): string {
  const [family = ""] = type.split("-");
  return family;
}
