// Looks for marked bytes in every file below a folder.
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

export interface SearchedFiles {
  readonly files: number;
  readonly bytes: number;
  /** Of all files, below the folder. */
  readonly names: readonly string[];
  /** Names of the files with each of the two in them. */
  readonly mark: readonly string[];
  readonly control: readonly string[];
}

/** Both are 24 bytes long. */
export async function searchFiles(directory: string, mark: Buffer, control: Buffer): Promise<SearchedFiles> {
  const found = { files: 0, bytes: 0, names: [] as string[], control: [] as string[], mark: [] as string[] };
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    // The database's socket is none, and it removes files while it runs.
    if (!entry.isFile() || (await stat(path).catch(() => undefined)) === undefined) continue;
    const content = await readFile(path);
    const name = path.slice(directory.length + 1);
    found.files += 1;
    found.bytes += content.byteLength;
    found.names.push(name);
    if (writingsOf(control).some((writing) => content.includes(writing))) found.control.push(name);
    if (writingsOf(mark).some((writing) => content.includes(writing))) found.mark.push(name);
  }
  return found;
}

/** As it is, and as the middle of a longer text in hexadecimal or base64, wherever that begins. */
function writingsOf(mark: Buffer): readonly Buffer[] {
  const base64 = [0, 1, 2].map((shift) => mark.subarray(shift, shift + 21).toString("base64"));
  return [
    mark,
    ...[mark.toString("hex"), mark.toString("hex").toUpperCase(), ...base64].map((text) => Buffer.from(text)),
  ];
}
