import type { Decimal } from "decimal.js";

/** A price as a public list has it, in the unit of the book. */
export interface ListPrice {
  /** Table of the price book. */
  readonly table: string;
  /** Name of the price in the table. */
  readonly name: string;
  /** USD per unit. */
  readonly usd: Decimal;
  readonly unit: string;
}

/** What one answer of a cloud's price list says about one region. */
export interface ListAnswer {
  /** The day that the list is of, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Where the list is. */
  readonly source: string;
  /** Names of the prices that are looked for in this list, by table; in a table that isn't here, every one. */
  readonly covers: Readonly<Record<string, readonly string[]>>;
  readonly prices: readonly ListPrice[];
}

/** Thrown for an answer that isn't a whole price list of what was asked for. Nothing of it is taken over. */
export class PriceListFault extends Error {
  /**
   * @param found what the answer has
   * @param expected what a price list has there
   */
  constructor(
    readonly found: string,
    readonly expected: string,
  ) {
    super(`${found}; expected: ${expected}`);
    this.name = "PriceListFault";
  }
}
