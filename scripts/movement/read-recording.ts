// A landmark recording from a file, frame by frame; what is wrong is thrown with the line it stands in.
import type { FloatPose } from "../../shared/src/movement/pose-frame.ts";
import {
  parseRecordingFrame,
  parseRecordingHeader,
  type RecordingHeader,
} from "../../shared/src/protocol/landmark-recording.ts";
import { readLines } from "./read-lines.ts";
import { RecordingFault } from "./recording-fault.ts";

export interface OpenRecording {
  readonly header: RecordingHeader;
  readonly poses: AsyncIterable<FloatPose>;
  /** Of a recording that was not read to its end. */
  readonly close: () => Promise<unknown>;
}

/** `name` is how the file is called in faults. Throws `RecordingFault`, here or while the poses are read. */
export async function openRecording(path: string, name: string): Promise<OpenRecording> {
  if (name === "") throw new RecordingFault(name, undefined, "a file's name is empty");
  const lines = numberedLines(path, name);
  const close = () => lines.return(undefined);
  try {
    const first = await lines.next();
    if (first.done) throw new RecordingFault(name, 1, "the file is empty");
    const header = parseLine(name, first.value, parseRecordingHeader);
    return { header, poses: readPoses(lines, header, name), close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

async function* readPoses(lines: AsyncIterable<NumberedLine>, header: RecordingHeader, name: string) {
  let any = false;
  for await (const line of lines) {
    yield parseLine(name, line, (text) => parseRecordingFrame(text, header));
    any = true;
  }
  if (!any) throw new RecordingFault(name, 2, "there are no frames");
}

/** Without empty lines. */
async function* numberedLines(path: string, name: string): AsyncGenerator<NumberedLine> {
  let number = 0;
  try {
    for await (const text of readLines(path)) {
      number++;
      if (text.trim() !== "") yield { number, text };
    }
  } catch (error) {
    throw describeFailure(error as NodeJS.ErrnoException, name, number + 1);
  }
}

function parseLine<Parsed>(name: string, { number, text }: NumberedLine, parse: (text: string) => Parsed): Parsed {
  try {
    return parse(text);
  } catch (error) {
    throw new RecordingFault(name, number, (error as Error).message);
  }
}

function describeFailure(error: NodeJS.ErrnoException, name: string, line: number): RecordingFault {
  switch (error.code) {
    case "ENOENT":
      return new RecordingFault(name, undefined, "there is no such file");
    case "EISDIR":
      return new RecordingFault(name, undefined, "it is a folder");
    case "EACCES":
      return new RecordingFault(name, undefined, "it may not be read");
    case "Z_BUF_ERROR":
      return new RecordingFault(name, line, "the packed file ends too early");
    case "Z_DATA_ERROR":
      return new RecordingFault(name, line, `the packed file is damaged (${error.message})`);
    default:
      return new RecordingFault(name, line, error.message);
  }
}
