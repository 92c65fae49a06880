// One Chromium that sends its camera and microphone to a media node of the test's own, and plays what that node recorded.
import { join } from "node:path";
import type { MediaNode, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import type { RecordedPiece } from "@ensemble/shared/protocol/media-recording.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import type { Page } from "playwright-core";
import { build, type Rollup } from "vite";
import { launchBrowser } from "./launch-browser.ts";

/** Where browsers give away cameras; nothing listens there, the test answers itself. */
const ADDRESS = "http://localhost:1";

export interface RecordedPage {
  readonly page: Page;
  readonly producerOf: (source: MediaSource) => string;
  /** Addresses under which the page finds the pieces. */
  readonly serve: (pieces: readonly RecordedPiece[]) => readonly string[];
  readonly close: () => Promise<void>;
}

export async function openRecordedPage(node: MediaNode, seat: MediaSeat, cameraFile?: string): Promise<RecordedPage> {
  const script = await buildScript();
  await node.openSession(seat.groupSessionId, 1);
  const browser = await launchBrowser({ cameraFile });
  const page = await (await browser.newContext({ permissions: ["camera", "microphone"] })).newPage();
  const served: RecordedPiece[] = [];
  await page.route(`${ADDRESS}/**`, async (route) => {
    const index = /\/piece\/(\d+)$/.exec(route.request().url())?.[1];
    if (index === undefined) await route.fulfill({ contentType: "text/html", body: "<!doctype html><body>" });
    else await route.fulfill({ body: Buffer.from(served[Number(index)]?.bytes ?? []) });
  });
  const producers = new Map<MediaSource, string>();
  await page.exposeFunction("askMedia", async (request: Asked) => {
    const answer = await answerPage(node, seat, request);
    if (request.op === "produce") producers.set(request.source, (answer as { producerId: string }).producerId);
    return answer;
  });
  await page.goto(ADDRESS);
  await page.addScriptTag({ content: script });
  return {
    page,
    producerOf: (source) => {
      const producerId = producers.get(source);
      if (producerId === undefined) throw new Error(`no ${source} is sent`);
      return producerId;
    },
    serve: (pieces) =>
      pieces.map((piece) => {
        if (!served.includes(piece)) served.push(piece);
        return `${ADDRESS}/piece/${served.indexOf(piece)}`;
      }),
    close: () => browser.close(),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the page is the test's own and asks as a class's page does, which has its types
type Asked = any;

async function answerPage(node: MediaNode, seat: MediaSeat, request: Asked): Promise<unknown> {
  const { op, transportId, producerId } = request;
  if (op === "capabilities") return node.openSession(seat.groupSessionId, 1);
  if (op === "openTransport") return node.openTransport(seat, request.direction);
  if (op === "produce") return node.produce(seat, request);
  if (op === "connectTransport") await node.connectTransport(seat, transportId, request.dtlsParameters);
  else if (op === "pauseProducer") await node.pauseProducer(seat, producerId);
  else if (op === "resumeProducer") await node.resumeProducer(seat, producerId);
  else throw new Error(`the page asks for ${op}`);
  return { done: true };
}

async function buildScript(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: "warn",
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, "recorded-page.ts"), formats: ["iife"], name: "recordedPage" },
    },
  })) as Rollup.RollupOutput[];
  const [chunk] = built[0]?.output ?? [];
  if (!chunk) throw new Error("the page's script could not be built");
  return chunk.code;
}
