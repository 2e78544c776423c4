import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FOLDER } from "../organization/organization";
import { readChapters } from "../record";
import { page } from "./page";

/** `npm run acceptance:report`: writes a page about the chapters that were recorded, and prints its path. */
const path = join(FOLDER, "report.html");
writeFileSync(path, page(readChapters()));
console.log(path);
