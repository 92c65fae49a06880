// Whether a crash of this process would write its memory, opened recordings and names in it, to a file.
import { readFile } from "node:fs/promises";

/** `undefined` where the system does not tell. */
export async function areCoreDumpsOn(file = "/proc/self/limits"): Promise<boolean | undefined> {
  const limits = await readFile(file, "utf8").catch(() => ""); // only Linux has it
  const soft = /^Max core file size\s+(\S+)/m.exec(limits)?.[1];
  return soft === undefined ? undefined : soft !== "0";
}
