import { processIo } from "./cli/process-io";
import { run } from "./cli/program";

/** The CDKTF app of this repository: what `cdktf.json` names, and what `cdktf list`, `synth` and `deploy` run. */
process.exitCode = run(["synth"], processIo());
