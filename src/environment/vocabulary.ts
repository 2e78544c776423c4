import { z } from "zod";

/** The message of every schema here is the allowed value, which a report prints after "expected". */

export const text = (pattern: RegExp, expected: string) =>
  z.string({ error: expected }).regex(pattern, { error: expected });

export const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, { error: `one of ${values.join(", ")}` });

export const flag = z.boolean({ error: "true or false" });

export function whole(min: number, max: number, unit: string) {
  const expected = `a whole number of ${unit} from ${min} to ${max}`;
  return z.int({ error: expected }).min(min, { error: expected }).max(max, { error: expected });
}

export function amount(expected: string) {
  return z.number({ error: expected }).nonnegative({ error: expected });
}

export const email = text(/^[^\s@,;<>"]+@[a-z\d-]+(?:\.[a-z\d-]+)+$/i, "an e-mail address");
export const cidr = text(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, "an IPv4 range such as 10.0.0.0/16");

export const block = <Shape extends z.core.$ZodLooseShape>(shape: Shape, expected = "a block { … }") =>
  z.strictObject(shape, { error: expected });
