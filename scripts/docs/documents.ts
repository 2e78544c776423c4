import { accessDocument } from "./access";
import { outputDocuments } from "./command-output";
import { componentsDocument } from "./components";
import type { Document } from "./document";
import { proofsDocument } from "./proofs";
import { ruleLists } from "./rule-lists";
import { ruleDocuments } from "./rules";
import { tiersDocument } from "./tiers";

/** Every page that is generated from code. */
export function documents(): readonly Document[] {
  return [
    tiersDocument(),
    componentsDocument(),
    accessDocument(),
    proofsDocument(),
    ...ruleLists(),
    ...ruleDocuments(),
    ...outputDocuments(),
  ];
}
