import { spawnSync } from "node:child_process";

export interface Outcome {
  /** `undefined` if the program is not installed. */
  readonly status: number | undefined;
  readonly output: string;
  readonly error: string;
}

/** The programs that a local platform needs. */
export interface Tools {
  /** Runs a program to its end. */
  readonly run: (program: string, args: readonly string[], input?: string) => Outcome;
  /** Runs a program whose output the user sees, in a folder. @returns its exit status */
  readonly show: (program: string, args: readonly string[], folder: string) => number;
}

/** The programs of this machine. */
export function installedTools(): Tools {
  return {
    run: (program, args, input = "") => {
      const { status, stdout, stderr, error } = spawnSync(program, args, {
        encoding: "utf8",
        input,
        maxBuffer: 256 * 1024 * 1024,
      });
      return { status: error ? undefined : (status ?? 1), output: stdout ?? "", error: stderr ?? "" };
    },
    show: (program, args, folder) =>
      interruptible(
        () => spawnSync(program, args, { cwd: folder, stdio: ["ignore", "inherit", "inherit"] }).status ?? 1,
      ),
  };
}

/** The terminal interrupts the program as well, which ends in order: this process waits for it, and reports the end. */
function interruptible<Result>(run: () => Result): Result {
  const wait = () => undefined;
  process.on("SIGINT", wait);
  try {
    return run();
  } finally {
    process.off("SIGINT", wait);
  }
}
