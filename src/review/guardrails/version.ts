import type { Json } from "../model";

export interface Version {
  readonly major: number;
  readonly minor: number;
}

/** The first two numbers of a version in any notation: `1.35`, `v1.35.2-gke.100`, `POSTGRES_17`, `MYSQL_8_4`. */
export function versionOf(text: Json | undefined): Version | undefined {
  const [, major, minor = "0"] = /(?:^|[^\d.])(\d+)(?:[._](\d+))?/.exec(String(text ?? "")) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}
