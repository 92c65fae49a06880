// A database's files that were made and migrated once, copied: quicker than making and migrating them anew for each test.
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** `prepared`: the directory of an embedded PostgreSQL that was ended in order; `directory`: of the one that will be started. */
export async function copyDatabase(prepared: string, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // With their owner, who is another user where this one is root.
  await promisify(execFile)("cp", ["-a", join(prepared, "cluster"), join(directory, "cluster")]);
}
