import { execFileSync } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const MODULE = new URL("./prepare.mjs", import.meta.url).href;
let place: string;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "ensemble-prepare-"));
});
afterEach(() => rm(place, { recursive: true, force: true }));

describe("the set-up of a private root", () => {
  it.skipIf(process.getuid?.() !== 0)("makes what the database's user must pass passable all the same", async () => {
    const code = `import { mkdirSync } from "node:fs"; await (await import(${JSON.stringify(MODULE)})).prepare([]);
      mkdirSync(process.argv[1] + "/made");`;
    const shell = `umask 077 && exec "$0" --input-type=module -e "$1" "$2"`;
    execFileSync("sh", ["-c", shell, process.execPath, code, place]);
    expect((await stat(join(place, "made"))).mode & 0o777).toBe(0o755);
  });
});
