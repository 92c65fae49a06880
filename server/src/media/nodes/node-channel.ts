// The channel to one media node: requests and their answers, what it tells, and whether it is still there. Once it has ended it stays ended,
// and all that ran over it is lost: whoever needs a node opens a new one.
import {
  type ChannelOperation,
  channelWord,
  MEDIA_CHANNEL_VERSION,
  nodeGreeting,
  nodeProof,
  parseJson,
} from "@ensemble/shared/protocol/media-channel.ts";
import type { MediaNodeEvent } from "@ensemble/shared/protocol/media-node.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { proveServer } from "./prove-server.ts";
import { readPiece } from "./read-piece.ts";

export interface NodeChannel {
  /** Refuses with a DomainError; with `media/away` where no answer comes. */
  readonly ask: (operation: ChannelOperation, given: readonly unknown[]) => Promise<unknown>;
  readonly close: () => void;
}

const OPENS_WITHIN_MS = 2_000;
/** Longer than a worker takes to be replaced. */
const ANSWERS_WITHIN_MS = 15_000;
/** A node that stands still keeps its connection: asked again and again, it is given up after so many silent beats. */
const BEAT_MS = 500;
const SILENT_BEATS = 3;

/** Rejects where there is none, or none with the same secret and version. `ended` is told once, after it was open. */
export async function openNodeChannel(options: {
  readonly address: string;
  readonly secret: string;
  readonly told: (event: MediaNodeEvent) => void;
  readonly ended: (reason: string) => void;
}): Promise<NodeChannel> {
  const socket = new WebSocket(options.address);
  socket.binaryType = "arraybuffer";
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let next = 0;
  let silentBeats = 0;
  let open = true;
  let heartbeat: NodeJS.Timeout | undefined;

  function end(reason: string): void {
    if (!open) return;
    open = false;
    clearInterval(heartbeat);
    socket.close();
    for (const { reject } of waiting.values()) reject(new DomainError("media/away"));
    waiting.clear();
    options.ended(reason);
  }

  function hear(data: unknown): void {
    silentBeats = 0;
    if (data instanceof ArrayBuffer) hearPiece(data);
    else hearWord(String(data));
  }

  function hearPiece(data: ArrayBuffer): void {
    const event = readPiece(data);
    if (event === undefined) end("it sends what cannot be read");
    else options.told(event);
  }

  function hearWord(text: string): void {
    const word = channelWord.safeParse(parseJson(text));
    if (!word.success) {
      end("it says what cannot be read");
      return;
    }
    if ("event" in word.data) {
      options.told(word.data.event);
      return;
    }
    const asked = waiting.get(word.data.id);
    waiting.delete(word.data.id);
    if ("refused" in word.data) asked?.reject(new DomainError(word.data.refused));
    else asked?.resolve(word.data.value);
  }

  function ask(operation: ChannelOperation, given: readonly unknown[]): Promise<unknown> {
    if (!open) return Promise.reject(new DomainError("media/away"));
    const id = next++;
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        waiting.delete(id);
        reject(new DomainError("media/away"));
      }, ANSWERS_WITHIN_MS);
      const settle =
        <Value>(tell: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(patience);
          tell(value);
        };
      waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      socket.send(JSON.stringify({ id, operation, arguments: given }));
    });
  }

  await greet(socket, options.secret);
  socket.onmessage = ({ data }) => hear(data);
  socket.onclose = () => end("its connection has ended");
  if (socket.readyState !== WebSocket.OPEN) throw new Error("it has ended at once");
  heartbeat = setInterval(() => {
    silentBeats += 1;
    if (silentBeats > SILENT_BEATS) end("it is silent");
    else ask("beat", []).catch(() => undefined);
  }, BEAT_MS);
  return { ask, close: () => end("closed") };
}

/** Rejects unless the other side is a media node that has the secret. */
async function greet(socket: WebSocket, secret: string): Promise<void> {
  const words = listenTo(socket);
  try {
    const greeting = nodeGreeting.safeParse(parseJson(await words()));
    if (!greeting.success) throw new Error("it does not greet as a media node does");
    if (greeting.data.version !== MEDIA_CHANNEL_VERSION)
      throw new Error(`it speaks version ${greeting.data.version}, this server ${MEDIA_CHANNEL_VERSION}`);
    const { nonce, proof, isNodes } = proveServer(secret, greeting.data.nonce);
    socket.send(JSON.stringify({ nonce, proof }));
    const answer = nodeProof.safeParse(parseJson(await words()));
    if (!answer.success || !isNodes(answer.data.proof)) throw new Error("it does not have the media secret");
  } catch (error) {
    socket.close();
    throw error;
  }
}

/** One message after the other, in time; rejects when the connection cannot be had or has ended. */
function listenTo(socket: WebSocket): () => Promise<string> {
  const heard: string[] = [];
  let take: (() => void) | undefined;
  let over = false;
  socket.onmessage = ({ data }) => {
    heard.push(String(data));
    take?.();
  };
  socket.onerror = () => {};
  socket.onclose = () => {
    over = true;
    take?.();
  };
  return async () => {
    let late = false;
    const patience = setTimeout(() => {
      late = true;
      take?.();
    }, OPENS_WITHIN_MS);
    while (heard.length === 0 && !over && !late)
      await new Promise<void>((resolve) => {
        take = resolve;
      });
    clearTimeout(patience);
    const text = heard.shift();
    if (text !== undefined) return text;
    throw new Error(over ? "it cannot be reached, or has turned this server away" : "it does not answer");
  };
}
