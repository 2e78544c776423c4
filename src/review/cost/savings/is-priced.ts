import type { Resource } from "../../model";
import type { EstimateContext } from "../estimate";
import { findPrice, priceBook } from "../price-book/price-book";
import { providerOf, regionOf } from "../region";

/** Whether the region of a resource has a price for an alternative. */
export function isPriced(resource: Resource, context: EstimateContext, table: string, name: string): boolean {
  const region = regionOf(resource, context);
  const book = region === undefined ? undefined : priceBook(providerOf(resource, context), region);
  return book !== undefined && findPrice(book, table, name) !== undefined;
}
