import type { Decimal } from "decimal.js";
import SHAPES from "./google-machine-shapes.json";
import type { GoogleSelector } from "./google-selectors";
import type { ListPrice } from "./list-price";

/** The parts of a machine type; the catalog only has prices of the parts. */
interface Shape {
  /** A fraction for shared cores, as billed. */
  readonly cpus: number;
  readonly memoryGib: number;
  /** L4 GPUs. */
  readonly l4?: number;
}

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

const KINDS = [
  { table: "compute.on-demand", usageType: "OnDemand", prefix: "" },
  { table: "compute.spot", usageType: "Preemptible", prefix: "Spot Preemptible " },
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
export const MACHINE_TYPES: readonly string[] = Object.keys(SHAPES);

/** The prices of machine types whose parts are all present. */
export function machinePrices(parts: ReadonlyMap<string, ListPrice>): ListPrice[] {
  return KINDS.flatMap(({ table }) =>
    Object.entries<Shape>(SHAPES).flatMap(([type, shape]) => {
      const usd = sumOf(type, shape, (part) => parts.get(`${table} ${part}`)?.usd);
      return usd ? [{ table, name: type, usd, unit: "h" }] : [];
    }),
  );
}

function sumOf(type: string, { cpus, memoryGib, l4 = 0 }: Shape, price: (part: string) => Decimal | undefined) {
  const [family = ""] = type.split("-");
  const [core, memory, gpu] = [price(`${family} core`), price(`${family} memory`), price("l4")];
  if (!core || !memory || (l4 > 0 && !gpu)) return undefined;
  return core
    .times(cpus)
    .plus(memory.times(memoryGib))
    .plus(gpu?.times(l4) ?? 0);
}
