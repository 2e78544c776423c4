/** Splits IPv4 ranges, so that subnets are computed at synth and visible in the plan. */

/** An IPv4 range: first address as a number, and prefix length. */
interface Range {
  readonly first: number;
  readonly prefix: number;
}

/**
 * The `count` consecutive ranges of size `/prefix` that start at `offset` addresses into `cidr`.
 * @throws Error when they don't fit
 */
export function subnets(cidr: string, prefix: number, count: number, offset = 0): string[] {
  const range = parse(cidr);
  const size = 2 ** (32 - prefix);
  if (prefix < range.prefix || offset + count * size > 2 ** (32 - range.prefix)) {
    throw new Error(`${cidr} is too small for ${count} subnets of size /${prefix} starting at address ${offset}`);
  }
  return Array.from({ length: count }, (_, index) => `${format(range.first + offset + index * size)}/${prefix}`);
}

/**
 * The common prefixes of a range's addresses, as whole numbers between dots: `10.10` of `10.10.0.0/16`, `100.64` to
 * `100.67` of `100.64.0.0/14`. A range smaller than /24 has the prefix of its enclosing /24.
 */
export function prefixesOf(cidr: string): string[] {
  const { prefix } = parse(cidr);
  const numbers = Math.min(Math.max(Math.ceil(prefix / 8), 1), 3);
  const parts = prefix > 24 ? [cidr] : subnets(cidr, numbers * 8, 2 ** (numbers * 8 - prefix));
  return parts.map((part) => part.split(".").slice(0, numbers).join("."));
}

/** Number of addresses in a range with this prefix length. */
export function addressCount(prefix: number): number {
  return 2 ** (32 - prefix);
}

function parse(cidr: string): Range {
  const [address = "", prefix = ""] = cidr.split("/");
  const octets = address.split(".").map(Number);
  if (octets.length !== 4 || octets.some((octet) => !Number.isInteger(octet) || octet < 0 || octet > 255)) {
    throw new Error(`"${cidr}" is not an IPv4 range such as 10.0.0.0/16`);
  }
  return { first: octets.reduce((sum, octet) => sum * 256 + octet, 0), prefix: Number(prefix) };
}

function format(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
