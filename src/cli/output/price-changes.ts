import type { PriceChange } from "../../review/cost/price-book/refresh";

/** What a refresh changed: region, name, old → new, and by how much. */
export function priceChanges(changes: readonly PriceChange[], confirmed: number): string {
  const rows = changes.map((change) => [
    change.region,
    change.name,
    `${change.old?.toFixed() ?? "(none)"} → ${change.new.toFixed()} USD/${change.unit}`,
    percent(change),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const fresh = changes.filter(({ old }) => old === undefined).length;
  const summary = `${changes.length - fresh} prices changed, ${fresh} are new, ${confirmed} are as they were.`;
  return `${[...lines, summary].join("\n")}\n`;
}

function percent({ old, new: now }: PriceChange): string {
  if (!old) return "new";
  if (old.isZero()) return "was free";
  const change = now.minus(old).div(old).times(100);
  return `${change.isNegative() ? "" : "+"}${change.toFixed(1)} %`;
}
