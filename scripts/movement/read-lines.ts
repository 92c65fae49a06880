// The lines of a text file, plain or gzip, as they come: a recording of hours never lies in memory as a whole.
import { createReadStream } from "node:fs";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** A frame's line has some 2 kB; what has none for this long is no recording. */
const LONGEST_LINE = 1_000_000;

/** Throws what the file system or the unpacking says; a line's number is how many came before it, and one. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of openText(path)) {
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
    if (rest.length > LONGEST_LINE) throw new Error(`a line of more than ${LONGEST_LINE} characters`);
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

function openText(path: string): Readable {
  const file = createReadStream(path);
  if (!path.endsWith(".gz")) return file;
  // A failure of the file ends the unpacking with it, and so reaches whoever reads.
  return pipeline(file, createGunzip(), () => {});
}
