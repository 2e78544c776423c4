import { Decimal } from "decimal.js";

/** Decimals for amounts of money, with enough precision that none is ever rounded. */
export const Money = Decimal.clone({ precision: 60 });
