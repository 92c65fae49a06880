// `npm test`: sets up what is missing, runs all tests, names what failed, and says last how many passed.
import { loadProgramSettings } from "./setup/load-settings.mjs";
import { CLONE, prepare } from "./setup/prepare.mjs";
import { TEST_STEPS } from "./setup/steps.mjs";
import { refuseFolder } from "./testing/refuse-folder.mjs";
import { runTests } from "./testing/run-tests.mjs";
import { describeTotals } from "./testing/test-totals.mjs";

refuseFolder(CLONE);
loadProgramSettings(CLONE);
// Tests bring their own database, so the embedded one is set up whatever the environment names.
delete process.env.DATABASE_URL;
const { totals, failures, repeated } = await runTests(await prepare(TEST_STEPS), process.argv.slice(2));
if (repeated.length > 0) console.log(["RUN A SECOND TIME, because at first:", ...repeated].join("\n"));
for (const failure of failures) console.log(failure);
console.log(describeTotals(totals));
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
