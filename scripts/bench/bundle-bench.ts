// What pages weigh on their first load, as sent: gzip, from the built client and its manifest.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { BenchRow } from "./bench-row.ts";
import { listNamedScripts, listScripts, listStyles, type Manifest } from "./page-weight.ts";

const DIST = join(import.meta.dirname, "../../client/dist");
const SESSION_LIMIT_BYTES = 2_500_000;
const PLAIN_LIMIT_BYTES = 350_000;
const LOCALES = "../assets/locales/en/";

interface Page {
  readonly name: string;
  /** Modules the page loads besides the entry: its own, and those it always imports later. */
  readonly modules: readonly string[];
  readonly withScene: boolean;
}

const SESSION = ["src/pages/session-page.tsx", "src/connection/open-session.ts", "src/call/call.ts"];
const PAGES: readonly Page[] = [
  {
    name: "session, patient",
    withScene: true,
    modules: [
      ...SESSION,
      "src/pages/session/patient-room.tsx",
      "src/pages/session/patient-devices.ts",
      "src/scene/group-scene.ts",
      "src/scene/demonstration-scene.ts",
    ],
  },
  { name: "session, therapist", withScene: true, modules: [...SESSION, "src/pages/session/therapist-room.tsx"] },
  { name: "home", withScene: false, modules: ["src/pages/home/home-page.tsx"] },
  { name: "sign-in", withScene: false, modules: ["src/pages/sign-in/sign-in-page.tsx"] },
  { name: "summary", withScene: false, modules: ["src/pages/summary/summary-page.tsx"] },
  { name: "library", withScene: false, modules: ["src/pages/library/library-page.tsx"] },
  // What turns its figure in 3D comes later, and the page can do without it.
  { name: "exercise", withScene: false, modules: ["src/pages/library/exercise-page.tsx"] },
];

export async function benchBundle(): Promise<readonly BenchRow[]> {
  const manifest = JSON.parse(await readFile(join(DIST, ".vite/manifest.json"), "utf8")) as Manifest;
  const built = (await readdir(join(DIST, "assets"))).map((name) => `assets/${name}`);
  const words = Object.keys(manifest).filter((name) => name.startsWith(LOCALES));
  return Promise.all(PAGES.map((page) => weigh(page, manifest, built, words)));
}

async function weigh(
  page: Page,
  manifest: Manifest,
  built: readonly string[],
  words: readonly string[],
): Promise<BenchRow> {
  const modules = ["index.html", ...words, ...page.modules];
  const direct = listScripts(manifest, modules);
  const workers = direct.filter((file) => file.includes(".worker-"));
  const named = await Promise.all(
    workers.map(async (file) => listNamedScripts(await readFile(join(DIST, file), "utf8"), built)),
  );
  const scripts = [...new Set([...direct, ...named.flat()])];
  const scriptBytes = await gzipBytes(scripts);
  const styleBytes = await gzipBytes(listStyles(manifest, modules));
  const limit = page.withScene ? SESSION_LIMIT_BYTES : PLAIN_LIMIT_BYTES;
  return {
    part: "bundle",
    what: `first load, ${page.name}: JavaScript gzip`,
    goal: page.withScene ? "≤ 2.5 MB" : "≤ 350 kB",
    measured: kilobytes(scriptBytes),
    met: scriptBytes <= limit,
    how: `${scripts.length} scripts in client/dist with workers, without models and WebAssembly; styles besides ${kilobytes(styleBytes)}`,
    values: { scriptBytes, styleBytes, scripts: scripts.length },
  };
}

async function gzipBytes(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(join(DIST, file))).byteLength));
  return sizes.reduce((total, size) => total + size, 0);
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
