import { Decimal } from "decimal.js";
import { z } from "zod";
import { MACHINE_TYPES, machinePrices, PART_SELECTORS } from "./google-machines";
import { GOOGLE_SELECTORS, type GoogleSelector } from "./google-selectors";
import { type ListAnswer, type ListPrice, PriceListFault } from "./list-price";

const Rate = z.object({
  startUsageAmount: z.number(),
  unitPrice: z.object({
    currencyCode: z.string(),
    /** Whole dollars; a 64-bit number, which JSON has as a string. */
    units: z.string().regex(/^\d+$/).default("0"),
    nanos: z.number().int().nonnegative().default(0),
  }),
});

const Sku = z.object({
  skuId: z.string(),
  description: z.string(),
  category: z.object({ usageType: z.string() }),
  serviceRegions: z.array(z.string()),
  pricingInfo: z.array(
    z.object({
      effectiveTime: z.string(),
      pricingExpression: z.object({ usageUnit: z.string(), tieredRates: z.array(Rate) }),
    }),
  ),
});

const Page = z.object({ skus: z.array(Sku), nextPageToken: z.string().default("") });

export type GoogleSku = z.infer<typeof Sku>;
export type GooglePage = z.infer<typeof Page>;

/** Services of the catalog with prices in the book. */
export const GOOGLE_SERVICES: readonly string[] = [...new Set(GOOGLE_SELECTORS.map(({ service }) => service))].sort();

/** URL of the SKUs of a service, 5000 per page. https://cloud.google.com/billing/docs/reference/rest/v1/services.skus/list */
export function googleSkusUrl(service: string, pageToken = ""): string {
  const page = pageToken === "" ? "" : `&pageToken=${encodeURIComponent(pageToken)}`;
  return `https://cloudbilling.googleapis.com/v1/services/${service}/skus?currencyCode=USD&pageSize=5000${page}`;
}

/**
 * One page of the SKUs of a service.
 * @throws PriceListFault if it isn't such a page or is truncated
 */
export function readGooglePage(text: string): GooglePage {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new PriceListFault(`${text.length} characters that aren't JSON`, "a complete page of SKUs");
  }
  const page = Page.safeParse(json);
  if (page.success) return page.data;
  const [issue] = page.error.issues;
  throw new PriceListFault(`${issue?.path.join(".") || "the answer"}: ${issue?.message}`, "a page of skus.list");
}

/**
 * The prices of one region from the SKUs of a service.
 * @param asOf the day of the request, `YYYY-MM-DD`: the catalog has no date
 * @throws PriceListFault for two prices of one item, and for unknown units and currencies
 */
export function readGoogleSkus(skus: readonly GoogleSku[], service: string, region: string, asOf: string): ListAnswer {
  const selectors = GOOGLE_SELECTORS.filter((selector) => selector.service === service);
  const parts = PART_SELECTORS.filter((selector) => selector.service === service);
  const prices = select(skus, selectors, region);
  return {
    asOf,
    source: googleSkusUrl(service),
    covers: {
      items: selectors.map(({ name }) => name),
      "compute.on-demand": MACHINE_TYPES,
      "compute.spot": MACHINE_TYPES,
    },
    prices: [...prices.values(), ...machinePrices(select(skus, parts, region))],
  };
}

function select(
  skus: readonly GoogleSku[],
  selectors: readonly GoogleSelector[],
  region: string,
): ReadonlyMap<string, ListPrice> {
  const found = new Map<string, ListPrice>();
  for (const sku of skus) {
    if (!sku.serviceRegions.some((place) => place === region || place === "global")) continue;
    for (const selector of selectors) {
      if (sku.category.usageType !== (selector.usageType ?? "OnDemand")) continue;
      if (!selector.description.test(sku.description)) continue;
      const price = priceOf(sku, selector);
      const other = found.get(price.name);
      if (other && !other.usd.eq(price.usd)) {
        throw new PriceListFault(
          `two prices for ${price.name}: ${other.usd.toFixed()} and ${price.usd.toFixed()} USD (SKU ${sku.skuId})`,
          "one price",
        );
      }
      found.set(price.name, price);
    }
  }
  return found;
}

/** The first tier that isn't free: the estimate subtracts the free tier. */
function priceOf({ skuId, description, pricingInfo }: GoogleSku, { name, unit, units }: GoogleSelector): ListPrice {
  const latest = [...pricingInfo].sort((a, b) => b.effectiveTime.localeCompare(a.effectiveTime))[0];
  if (!latest) throw new PriceListFault(`${description} (SKU ${skuId}) without a price`, "pricingInfo");
  const { usageUnit, tieredRates } = latest.pricingExpression;
  const factor = Object.hasOwn(units, usageUnit) ? units[usageUnit] : undefined;
  if (factor === undefined) {
    throw new PriceListFault(`${description} in ${usageUnit}`, `a price in ${Object.keys(units).join(" or ")}`);
  }
  const rates = [...tieredRates].sort((a, b) => a.startUsageAmount - b.startUsageAmount);
  const foreign = rates.find(({ unitPrice }) => unitPrice.currencyCode !== "USD");
  if (foreign) throw new PriceListFault(`${description} in ${foreign.unitPrice.currencyCode}`, "prices in USD");
  const usd = rates.map(({ unitPrice }) => dollars(unitPrice)).find((amount) => !amount.isZero());
  if (!usd) throw new PriceListFault(`${description} at 0 USD`, "a price: free items are not read from a list");
  return { table: "items", name, usd: usd.times(factor), unit };
}

/** Whole dollars and billionths. */
function dollars({ units, nanos }: { readonly units: string; readonly nanos: number }): Decimal {
  return new Decimal(nanos).div(1e9).plus(units);
}
