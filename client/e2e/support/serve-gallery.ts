// The gallery for every test file that looks at it: built when the first one asks, once a run, and as what people get is built. In a process of
// its own, because Vitest says in its own that this is no production, and React checks itself at every turn then.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type PreviewServer, preview } from "vite";
import type { TestProject } from "vitest/node";

const CLIENT = join(import.meta.dirname, "../..");
const CONFIG = join(CLIENT, "vite.gallery.config.ts");
const VITE = join(CLIENT, "../node_modules/vite/bin/vite.js");
const HOST = "127.0.0.1";

interface Served {
  readonly folder: string;
  readonly server: PreviewServer;
}

/** Returns how it ends: each project of a run has one of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let served: Promise<Served> | undefined;
  const desk = createServer((_, answer) => {
    served ??= serve();
    served.then(
      ({ server }) => answer.end(`${server.resolvedUrls?.local[0]}gallery.html`),
      (error: unknown) => answer.writeHead(500).end(String(error)),
    );
  });
  // Whoever waits for it may do so for as long as building takes.
  desk.requestTimeout = 0;
  desk.listen(0, HOST);
  await once(desk, "listening");
  project.provide("galleryDesk", `http://${HOST}:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.closeAllConnections();
    desk.close();
    // What could not be built has been told to whoever asked.
    const there = await served?.catch(() => undefined);
    await there?.server.close();
    if (there !== undefined) await rm(there.folder, { recursive: true, force: true });
  };
}

async function serve(): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), "ensemble-gallery-"));
  await promisify(execFile)(process.execPath, [VITE, "build", CLIENT, "--config", CONFIG, "--outDir", folder], {
    cwd: CLIENT,
    env: { ...process.env, NODE_ENV: "production" },
  });
  const build = { outDir: folder };
  return {
    folder,
    server: await preview({ configFile: CONFIG, logLevel: "warn", build, preview: { port: 0, host: HOST } }),
  };
}

declare module "vitest" {
  interface ProvidedContext {
    /** Answers with the gallery's address once it is served. */
    galleryDesk: string;
  }
}
