#!/usr/bin/env node
import { register } from "tsx/cjs/api";
import { processIo } from "./process-io";
import { run } from "./program";

// Environment files are TypeScript; they are loaded as they are.
register();
process.exitCode = run(process.argv.slice(2), processIo());
