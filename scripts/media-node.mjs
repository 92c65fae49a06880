// `npm run media-node`: sets up what is missing, then runs a media node of its own, which REDIS_URL and MEDIA_SECRET tell where it belongs.
import { join } from "node:path";
import { loadSettings } from "./setup/load-settings.mjs";
import { CLONE, prepare } from "./setup/prepare.mjs";
import { runForeground } from "./setup/run-foreground.mjs";
import { MEDIA_STEPS } from "./setup/steps.mjs";

loadSettings(CLONE);
const { node, env } = await prepare(MEDIA_STEPS);
process.exitCode = await runForeground(node, [join(CLONE, "media/src/main.ts")], { env });
