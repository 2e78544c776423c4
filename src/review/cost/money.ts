import { Decimal } from "decimal.js";

/** Decimals for products and sums of money: wide enough that none is ever rounded. */
export const Money = Decimal.clone({ precision: 60 });
