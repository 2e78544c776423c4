#!/usr/bin/env node
import { register } from "tsx/cjs/api";
import { processIo } from "./process-io";
import { run } from "./program";

// Environment files are TypeScript; tsx compiles them when they are loaded.
register();
process.exitCode = run(process.argv.slice(2), processIo());
