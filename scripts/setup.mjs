// `node scripts/setup.mjs`: only the set-up, for images and for machines that are prepared before they are used.
// With --test also what the tests need.
import { prepare } from "./setup/prepare.mjs";
import { START_STEPS, TEST_STEPS } from "./setup/steps.mjs";

await prepare(process.argv.includes("--test") ? TEST_STEPS : START_STEPS);
