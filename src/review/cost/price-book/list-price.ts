import type { Decimal } from "decimal.js";

/** A price from a public list, in the unit of the book. */
export interface ListPrice {
  /** Table of the price book. */
  readonly table: string;
  /** Name of the price in the table. */
  readonly name: string;
  /** USD per unit. */
  readonly usd: Decimal;
  readonly unit: string;
  /** It varies from day to day, as spot prices do: the list has today's. @default false */
  readonly varies?: boolean;
}

/** The prices of one region in one response of a cloud's price list. */
export interface ListAnswer {
  /** The date of the list, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** URL of the list. */
  readonly source: string;
  /** Names of the prices expected in this list, by table; for a table that isn't here, all of them. */
  readonly covers: Readonly<Record<string, readonly string[]>>;
  readonly prices: readonly ListPrice[];
}

/** Thrown for a response that isn't the complete requested price list. None of its prices are used. */
export class PriceListFault extends Error {
  /**
   * @param found what the response contains
   * @param expected what a price list contains there
   */
  constructor(
    readonly found: string,
    readonly expected: string,
  ) {
    super(`${found}; expected: ${expected}`);
    this.name = "PriceListFault";
  }
}
