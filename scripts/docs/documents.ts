import { componentsDocument } from "./components";
import { ruleLists } from "./rule-lists";
import { ruleDocuments } from "./rules";
import { tiersDocument } from "./tiers";

/** A generated page: its path below the repository, and its text. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** Every page that is generated from code. */
export function documents(): readonly Document[] {
  return [tiersDocument(), componentsDocument(), ...ruleLists(), ...ruleDocuments()];
}
