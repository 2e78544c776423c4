import type { Decimal } from "decimal.js";

/** `1,234.50`. */
export function usd(amount: Decimal | number): string {
  const [whole = "0", cents = "00"] = amount.toFixed(2).split(".");
  return `${grouped(whole)}.${cents}`;
}

/** `+1,234.50`, `−3.00`. */
export function signed(amount: Decimal): string {
  return `${amount.isNegative() ? "−" : "+"}${usd(amount.abs())}`;
}

/** `1,234`. */
export function grouped(whole: string | number): string {
  return String(whole).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** `1 stack`, `2 stacks`. */
export function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}
