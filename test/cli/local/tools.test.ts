import { spawn } from "node:child_process";
import { resolve } from "node:path";

/** Runs a program as `mlops local` shows it, interrupts both as a terminal does, and returns what was written. */
function interrupted(program: string): Promise<string> {
  const tools = JSON.stringify(resolve(__dirname, "../../../src/cli/local/tools"));
  const script = `
    const { installedTools } = require(${tools});
    const status = installedTools().show("sh", ["-c", ${JSON.stringify(program)}], ".");
    console.log("ended with " + status);
  `;
  const child = spawn(process.execPath, ["--require", "tsx/cjs", "--eval", script], { detached: true });
  return new Promise((done) => {
    let written = "";
    child.stdout.on("data", (text) => {
      written += text;
      if (text.includes("started")) process.kill(-Number(child.pid), "SIGINT");
    });
    child.on("close", () => done(written));
  });
}

test("after Ctrl-C, the command waits until Terraform has ended in order, and knows how", async () => {
  const program = "trap 'echo ending; exit 7' INT; echo started; while :; do sleep 0.05; done";
  expect(await interrupted(program)).toBe("started\nending\nended with 7\n");
}, 60_000);
