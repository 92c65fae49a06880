import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { modelsStep, POSE_MODELS } from "./models-step.mjs";

/** Stands for npm: packs any file in place of the model. */
const NPM = `
const { execFileSync } = require("node:child_process");
const { mkdirSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const folder = process.argv.at(-1);
for (const path of ${JSON.stringify(POSE_MODELS.map((model) => model.path))}) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), "another model");
}
execFileSync("tar", ["-czf", join(folder, "packed.tgz"), "-C", folder, "package"]);
console.log("packed.tgz");
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ensemble-models-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function createContext(more: Record<string, string> = {}) {
  const modelsDirectory = join(folder, "cache/pose-models");
  const npm = join(folder, "npm-cli.js");
  await writeFile(npm, NPM);
  const env = { PATH: process.env.PATH, npm_execpath: npm, ...more };
  const places = { cacheDirectory: "", dataDirectory: "", mediaWorker: "", postgresBin: "", modelsDirectory };
  return { clone: folder, env, say: () => {}, node: process.execPath, places };
}

describe("the pose models", () => {
  it("are refused when what is fetched is not the published file, and nothing of it is kept", async () => {
    const context = await createContext();
    await expect(modelsStep.run(context)).rejects.toThrow("pose_landmarker_lite.task is not the published file");
    expect(await readdir(join(folder, "cache"))).toEqual([]);
  });

  it("are not taken from a folder that holds others, which is named", async () => {
    const context = await createContext({ ENSEMBLE_MODELS_DIR: "/models" });
    await mkdir(context.places.modelsDirectory, { recursive: true });
    for (const { file } of POSE_MODELS) await writeFile(join(context.places.modelsDirectory, file), "another model");
    expect(await modelsStep.isDone(context)).toBe(false);
    await expect(modelsStep.run(context)).rejects.toThrow("ENSEMBLE_MODELS_DIR (/models) does not hold the published");
  });
});
