import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientStep } from "./client-step.mjs";

const PACKAGES = join(import.meta.dirname, "../../node_modules");
const CONFIG = `export default { resolve: { preserveSymlinks: process.env.ENSEMBLE_KEEP_LINKS === "1" } };`;
let place: string;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "ensemble-client-"));
});
afterEach(() => rm(place, { recursive: true, force: true }));

/** The least that Vite builds. */
async function createClone(name: string): Promise<string> {
  const clone = join(place, name);
  await mkdir(join(clone, "client/src"), { recursive: true });
  await symlink(PACKAGES, join(clone, "node_modules"));
  await writeFile(join(clone, "client/vite.config.ts"), CONFIG);
  await writeFile(join(clone, "client/index.html"), `<script type="module" src="/src/main.ts"></script>`);
  await writeFile(join(clone, "client/src/main.ts"), `import { word } from "./word.ts"; document.title = word;`);
  await writeFile(join(clone, "client/src/word.ts"), `export const word: string = "built";`);
  return clone;
}

describe("the client", () => {
  it.each(["plain", "a b#c%20d", "what?"])("is built below a folder named %s", { timeout: 120_000 }, async (name) => {
    const clone = await createClone(name);
    const context = { clone, node: process.execPath, env: process.env, say: () => undefined };
    await clientStep.run(context as unknown as Parameters<typeof clientStep.run>[0]);
    expect(await readFile(join(clone, "client/dist/index.html"), "utf8")).toContain("/assets/index-");
  });
});
