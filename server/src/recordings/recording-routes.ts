// Recordings over HTTP: what there is of a session, the bytes of one, whole or in ranges, to be played or to be taken along.
import type { RecordingListing, RecordingPieces } from "@ensemble/shared/protocol/http-messages.ts";
import type { ParticipantId, PersonRole } from "@ensemble/shared/session/identifiers.ts";
import { type HttpAnswer, type HttpRequest, type HttpRoute, signedInRoute } from "../platform/http-route.ts";
import { type ByteRange, readByteRange } from "./byte-range-rules.ts";
import type { Opening } from "./key-door.ts";
import type { ReadableRecording } from "./read-recording.ts";
import type { Recordings } from "./recordings.ts";

interface Caller {
  readonly person: { readonly personId: ParticipantId; readonly clinicId: string; readonly role: PersonRole };
}
type Asked<C> = Pick<HttpRequest<undefined, C>, "params" | "caller" | "range" | "ifRange" | "isHeadOnly">;

export function recordingRoutes<C extends Caller>(
  recordings: Pick<Recordings, "list" | "findReadable">,
): readonly HttpRoute<C>[] {
  const answer = async (asked: Asked<C>, how: Opening): Promise<HttpAnswer> => {
    const recording = await recordings.findReadable(asked.params.id ?? "", asked.caller.person);
    return answerBytes(recording, asked, how);
  };
  return [
    signedInRoute<C>({
      method: "GET",
      path: "/api/sessions/:id/recordings",
      handle: async ({ caller, params }) => {
        const body: readonly RecordingListing[] = await recordings.list(params.id ?? "", caller.person);
        return { body };
      },
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/recordings/:id/pieces",
      handle: async ({ caller, params }) => answerPieces(await recordings.findReadable(params.id ?? "", caller.person)),
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/recordings/:id/media",
      handle: (asked) => answer(asked, "recording.viewed"),
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/recordings/:id/download",
      handle: async (asked) => {
        const { headers, ...rest } = await answer(asked, "recording.downloaded");
        const fileName = `recording-${asked.params.id}.webm`;
        return { ...rest, headers: { ...headers, "content-disposition": `attachment; filename="${fileName}"` } };
      },
    }),
  ];
}

export function answerPieces({ contentType, pieces }: Pick<ReadableRecording, "contentType" | "pieces">): HttpAnswer {
  const body: RecordingPieces = {
    contentType,
    pieces: pieces.map(({ firstByte, bytes, startsMs, durationMs, keyFrame }) => {
      return { firstByte, bytes, startMs: startsMs, durationMs, keyFrame };
    }),
  };
  return { body };
}

/** Whole, or the range that is asked for. */
export async function answerBytes(
  recording: ReadableRecording,
  asked: Pick<HttpRequest<undefined, unknown>, "range" | "ifRange" | "isHeadOnly">,
  how: Opening,
): Promise<HttpAnswer> {
  const { bytes, tag, contentType } = recording;
  const headers = { "accept-ranges": "bytes", etag: tag, "content-type": contentType, "cache-control": "no-store" };
  // A range of what it was before it grew would be a range of something else. A question for the head has no ranges.
  const isAnother = asked.ifRange !== undefined && asked.ifRange !== tag;
  const range: ByteRange = isAnother || asked.isHeadOnly ? { kind: "whole" } : readByteRange(asked.range, bytes);
  if (range.kind === "none") return { status: 416, headers: { ...headers, "content-range": `bytes */${bytes}` } };
  const { begin, end } = range.kind === "part" ? range : { begin: 0, end: bytes };
  // Who asks for the head sees nothing of it: it is not opened.
  const content = asked.isHeadOnly ? NOTHING : await recording.open(begin, end, how);
  const stream = { bytes: end - begin, content };
  if (range.kind === "whole") return { status: 200, headers, stream };
  return { status: 206, headers: { ...headers, "content-range": `bytes ${begin}-${end - 1}/${bytes}` }, stream };
}

const NOTHING: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
};
