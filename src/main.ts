import { processIo } from "./cli/process-io";
import { run } from "./cli/program";

/** The CDKTF app of this repository, as configured in `cdktf.json`; `cdktf list`, `synth` and `deploy` run it. */
process.exitCode = run(["synth"], processIo());
