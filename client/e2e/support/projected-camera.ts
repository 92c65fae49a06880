// A camera whose film the test starts: Chromium's fake camera reads one picture over and over, and the picture is changed
// under it. Before the film it shows the first picture, after it the last: nothing happens twice.
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ProjectedCamera {
  /** For `--use-file-for-fake-video-capture`. */
  readonly y4mPath: string;
  /** Runs the film from its beginning; resolves when its last picture is shown. */
  readonly play: () => Promise<void>;
  /** Stands still at this moment of the film. */
  readonly showAt: (atMs: number) => void;
  readonly close: () => Promise<void>;
}

const FRAME_HEADER_BYTES = "FRAME\n".length;
/** Looked at this often for each picture of the film, so that none is shown much too late. */
const LOOKS_PER_PICTURE = 3;

/** `film`: plain 4:2:0 y4m with one frame size throughout. */
export async function projectCamera(film: { y4mPath: string; framesPerSecond: number }): Promise<ProjectedCamera> {
  const folder = await mkdtemp(join(tmpdir(), "ensemble-camera-"));
  const y4mPath = join(folder, "camera.y4m");
  const source = openSync(film.y4mPath, "r");
  const screen = openSync(y4mPath, "w");
  const header = readHeader(source);
  const frameBytes = FRAME_HEADER_BYTES + (header.width * header.height * 3) / 2;
  const picture = Buffer.alloc(frameBytes);
  let timer: NodeJS.Timeout | undefined;

  const frameAt = (index: number) =>
    readSync(source, picture, 0, frameBytes, header.bytes + index * frameBytes) === frameBytes;
  const show = () => writeSync(screen, picture, 0, frameBytes, header.bytes);

  writeSync(screen, header.text);
  if (!frameAt(0)) throw new Error(`there is no picture in ${film.y4mPath}`);
  show();

  return {
    y4mPath,
    play: () =>
      new Promise((resolve) => {
        const startedAtMs = performance.now();
        let shown = 0;
        timer = setInterval(
          () => {
            const due = Math.floor(((performance.now() - startedAtMs) * film.framesPerSecond) / 1000);
            if (due === shown) return;
            shown = due;
            if (frameAt(due)) return void show();
            clearInterval(timer);
            resolve();
          },
          1000 / film.framesPerSecond / LOOKS_PER_PICTURE,
        );
      }),
    showAt: (atMs) => {
      clearInterval(timer);
      if (!frameAt(Math.round((atMs * film.framesPerSecond) / 1_000))) throw new Error("the film is over by then");
      show();
    },
    close: async () => {
      clearInterval(timer);
      closeSync(source);
      closeSync(screen);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function readHeader(file: number): { text: string; bytes: number; width: number; height: number } {
  const start = Buffer.alloc(256);
  readSync(file, start, 0, start.length, 0);
  const line = start.subarray(0, start.indexOf("\n") + 1).toString();
  const [, width, height] = /^YUV4MPEG2 W(\d+) H(\d+) /.exec(line) ?? [];
  if (width === undefined || height === undefined) throw new Error(`not a y4m film: ${line}`);
  return { text: line, bytes: line.length, width: Number(width), height: Number(height) };
}
