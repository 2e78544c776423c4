import { isScalar, type Json, type JsonObject, type Resource } from "../model";
import type { EstimateContext } from "./estimate";

/** Reads the fields of a block of a resource; unknown values are `undefined`. */
export class BlockReader {
  constructor(
    private readonly resource: Resource,
    private readonly block: JsonObject,
    private readonly graph: EstimateContext["graph"],
  ) {}

  /** A known number; without `absent`, an unset value is also unknown. */
  number(name: string, absent?: number): number | undefined {
    const value = this.value(name, absent);
    const number = isScalar(value) ? Number(value) : Number.NaN;
    return Number.isFinite(number) ? number : undefined;
  }

  text(name: string, absent?: string): string | undefined {
    const value = this.value(name, absent);
    return isScalar(value) ? String(value) : undefined;
  }

  private value(name: string, absent: Json | undefined): Json | undefined {
    const attribute = this.graph.resolve(this.resource, this.block[name]);
    if (attribute.kind === "unknown") return undefined;
    return attribute.kind === "known" ? attribute.value : absent;
  }
}
