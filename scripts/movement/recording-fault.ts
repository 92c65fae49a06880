// What is wrong with a recording and where: said to the person, and the other files go on.
export class RecordingFault extends Error {
  /** `line` counts from 1; undefined where the file could not be opened at all. */
  constructor(file: string, line: number | undefined, reason: string) {
    const named = file === "" ? '""' : file;
    super(line === undefined ? `${named}: ${reason}` : `${named}:${line}: ${reason}`);
  }
}
