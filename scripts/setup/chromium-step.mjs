// A Chromium for the browser tests: one that is there, Debian's package where we are root, else Playwright's download.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installDebianPackages, isDebian } from "./debian-packages.mjs";
import { findProgram } from "./find-program.mjs";
import { endOf, runCommand } from "./run-command.mjs";
import { SetupFailure } from "./setup-failure.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const MAC_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const DOWNLOAD_TIMEOUT_MS = 600_000;

/**
 * The browser the tests start; `undefined` means the one Playwright downloaded.
 * @param {NodeJS.ProcessEnv} env
 */
export function findChromium(env) {
  return env.ENSEMBLE_CHROMIUM ?? findProgram(NAMES, env.PATH) ?? MAC_PATHS.find((path) => existsSync(path));
}

/** @type {import("./run-steps.mjs").Step} */
export const chromiumStep = {
  name: "Chromium",
  isDone: async (context) => findChromium(context.env) !== undefined || (await isDownloaded(context)),
  async run(context) {
    if (isDebian() && process.getuid?.() === 0) {
      return installDebianPackages(["chromium"], context, "test in a real browser");
    }
    context.say("fetching");
    const command = join(context.clone, "node_modules/playwright-core/cli.js");
    const result = await runCommand(context.node, [command, "install", "chromium"], {
      env: context.env,
      timeoutMs: DOWNLOAD_TIMEOUT_MS,
    });
    if (!result.ok) {
      const install = isDebian() ? "run `sudo apt-get install chromium`" : "install Chromium or Chrome";
      throw new SetupFailure(
        "The tests need a Chromium, none is installed, and it could not be downloaded.",
        `Please ${install}, or name its program in ENSEMBLE_CHROMIUM, then start again.`,
        endOf(result.output),
      );
    }
  },
};

async function isDownloaded({ node, clone }) {
  const script = 'import("playwright-core").then(({ chromium }) => console.log(chromium.executablePath()))';
  const { ok, output } = await runCommand(node, ["-e", script], { cwd: clone });
  return ok && existsSync(output.trim());
}
