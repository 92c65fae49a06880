// uWebSockets.js for tests: a folder named by ENSEMBLE_TEST_UWS (CONTRIBUTING.md says what is in it), never fetched from here.
import { existsSync } from "node:fs";
import { join } from "node:path";

export interface UwsRuntime {
  /** Runs Node; with the folder's own C library where it has one, for systems whose own is too old. */
  readonly node: readonly [string, ...string[]];
  /** For UWS_HOME. */
  readonly home: string;
}

export function findUwsRuntime(): UwsRuntime | undefined {
  const folder = process.env.ENSEMBLE_TEST_UWS;
  if (folder === undefined || folder === "") return undefined;
  const libraries = join(folder, "libc/usr/lib/x86_64-linux-gnu");
  const loader = join(libraries, "ld-linux-x86-64.so.2");
  return {
    node: existsSync(loader) ? [loader, "--library-path", libraries, process.execPath] : [process.execPath],
    home: join(folder, "uws"),
  };
}
