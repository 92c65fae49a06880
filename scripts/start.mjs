// `npm start`: sets up what is missing, then runs the server. Uses nothing but Node 20, because it comes before
// everything else.
import { join } from "node:path";
import { loadSettings } from "./setup/load-settings.mjs";
import { CLONE, prepare } from "./setup/prepare.mjs";
import { runForeground } from "./setup/run-foreground.mjs";
import { START_STEPS } from "./setup/steps.mjs";

loadSettings(CLONE);
// Who starts it by hand wants to know how to sign in: routine lines are for those who collect them.
process.env.LOG_LEVEL ??= "warn";
const { node, env } = await prepare(START_STEPS);
process.exitCode = await runForeground(node, [join(CLONE, "server/src/main.ts"), ...process.argv.slice(2)], { env });
