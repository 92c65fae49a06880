// `node scripts/setup.mjs`: only the set-up, for images and for machines that are prepared before they are used.
// With --test also what the tests need.
import { loadSettings } from "./setup/load-settings.mjs";
import { CLONE, prepare } from "./setup/prepare.mjs";
import { START_STEPS, TEST_STEPS } from "./setup/steps.mjs";

loadSettings(CLONE);
await prepare(process.argv.includes("--test") ? TEST_STEPS : START_STEPS);
