// `node run-guarded.mjs PROGRAM …`, with a channel to who started it: runs the program in this process group, and ends
// the whole group when the starter is gone, however it went: nothing may go on writing what a next start writes, too.
import { spawn } from "node:child_process";

const CANNOT_RUN_STATUS = 127;

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: "inherit" });
process.on("disconnect", () => process.kill(-process.pid, "SIGTERM"));
// Sent to the group, where it is the program that ends in its own way.
process.on("SIGTERM", () => {});
child.once("error", (error) => {
  process.stderr.write(`${error.message}\n`, () => process.exit(CANNOT_RUN_STATUS));
});
child.once("exit", (code) => process.exit(code ?? 1));
