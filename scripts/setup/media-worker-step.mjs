// The media server's native worker: mediasoup's prebuilt binary where it can be fetched, else built from the sources
// in its npm package. Either is started once before it is accepted, and kept in the cache for every clone.
import { constants } from "node:fs";
import { access, copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { installDebianPackages, isDebian } from "./debian-packages.mjs";
import { installAtomically } from "./install-atomically.mjs";
import { endOf, runCommand } from "./run-command.mjs";
import { SetupFailure } from "./setup-failure.mjs";

/** Without an answer in this time the host is taken to be out of reach. */
const FETCH_TIMEOUT_MS = 60_000;
const START_TIMEOUT_MS = 30_000;
const BUILD_SCRIPT = "scripts/setup/media-worker/build.sh";
const START_SCRIPT = "scripts/setup/media-worker/start-once.mjs";

/** @type {import("./run-steps.mjs").Step} */
export const mediaWorkerStep = {
  name: "Media worker",
  isDone: ({ places }) => isExecutable(places.mediaWorker),
  async run(context) {
    if (context.env.MEDIASOUP_WORKER_BIN) {
      throw new SetupFailure(
        `MEDIASOUP_WORKER_BIN (${context.env.MEDIASOUP_WORKER_BIN}) is not a program.`,
        "Name a mediasoup worker, or unset it to have one fetched or built.",
      );
    }
    await installAtomically(dirname(context.places.mediaWorker), async (directory) => {
      const binary = join(directory, "mediasoup-worker");
      if (await fetchPrebuilt(context, binary)) return;
      await build(context, binary);
      const started = await startOnce(context, binary);
      if (!started.ok) {
        throw new SetupFailure(
          "The media worker was built but does not start here.",
          "The reason stands above. A worker of your own can be named in MEDIASOUP_WORKER_BIN.",
          endOf(started.output),
        );
      }
    });
  },
};

/** mediasoup's own script fetches the binary; PYTHON=false ends it where it would begin to build with fetched tools. */
async function fetchPrebuilt(context, binary) {
  context.say("looking for a prebuilt one");
  const mediasoup = join(context.clone, "node_modules/mediasoup");
  await runCommand(context.node, ["npm-scripts.mjs", "postinstall"], {
    cwd: mediasoup,
    env: { ...context.env, PYTHON: "false", npm_package_resolved: "" },
    timeoutMs: FETCH_TIMEOUT_MS,
  });
  const fetched = join(mediasoup, "worker/out/Release/mediasoup-worker");
  if (!(await isExecutable(fetched))) return false;
  await copyFile(fetched, binary);
  return (await startOnce(context, binary)).ok;
}

async function build(context, binary) {
  if (!isDebian()) {
    throw new SetupFailure(
      "mediasoup's prebuilt worker could not be fetched, and building it is prepared for Debian and Ubuntu only.",
      "Allow connections to github.com and start again, or name a worker of mediasoup's in MEDIASOUP_WORKER_BIN.",
    );
  }
  const script = join(context.clone, BUILD_SCRIPT);
  const { output: packages } = await runCommand("bash", [script, "--packages"]);
  await installDebianPackages(packages.trim().split(" "), context, "build the media worker");
  await mkdir(dirname(binary), { recursive: true });
  context.say("building, about five minutes");
  const result = await runCommand("nice", ["bash", script, join(context.clone, "node_modules/mediasoup"), binary], {
    env: context.env,
    onLine: (line) => {
      const done = /^\[(\d+\/\d+)\]/.exec(line)?.[1];
      if (done) context.say(`building, file ${done}`);
    },
  });
  if (!result.ok) {
    throw new SetupFailure(
      "The media worker could not be built.",
      `The reason stands above; the build is ${BUILD_SCRIPT}. A worker of your own can be named in MEDIASOUP_WORKER_BIN.`,
      endOf(result.output, 30),
    );
  }
}

const startOnce = (context, binary) =>
  runCommand(context.node, [join(context.clone, START_SCRIPT), binary], {
    env: context.env,
    timeoutMs: START_TIMEOUT_MS,
  });

async function isExecutable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
