import type { PriceChange } from "../../review/cost/price-book/refresh";

/** The result of a refresh: region, name, old → new price, and the change in per cent. */
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
  const summary = `${changes.length - fresh} changed, ${fresh} new, ${confirmed} unchanged.`;
  return `${[...lines, summary].join("\n")}\n`;
}

function percent({ old, new: now }: PriceChange): string {
  if (!old) return "new";
  if (old.isZero()) return "was free";
  const change = now.minus(old).div(old).times(100);
  return `${change.isNegative() ? "" : "+"}${change.toFixed(1)} %`;
}
