// The stretch of a class that goes to its patient with a comment: cut when it is sent, and shown as it was cut then, nothing of before or after it.
import { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { ClipFigures, SentWith } from "@ensemble/shared/protocol/review-messages.ts";
import type { ReadableRecording, Recordings } from "../recordings/index.ts";
import type { JournalStore } from "../session/index.ts";
import type { Reviewer } from "./admit-reviewer.ts";
import { picturePieces, type Stretch, stretchAround } from "./clip-rules.ts";
import type { StoredClip, StoredComment } from "./comment-store.ts";
import { stillOf } from "./comments.ts";
import { openFrame, readSomeFrames, readStoredFrames, type StoredSet } from "./read-stored-frames.ts";

export interface ClipParts {
  readonly journal: Pick<JournalStore, "readChunksFrom">;
  readonly recordings: Pick<Recordings, "list" | "findReadable" | "findSentClip">;
}

/** Fifteen seconds, thirty a second. */
const MOST_FRAMES = 450;

/** Throws `review/unknown` where its set is not there, `review/no_picture` where no picture of the moment can be sent. */
export async function cutSentClip(
  parts: ClipParts,
  by: Reviewer,
  comment: StoredComment,
  set: { readonly startMs: number; readonly endMs: number | null } | undefined,
  sentWith: SentWith,
): Promise<StoredClip> {
  if (set === undefined) throw new DomainError("review/unknown");
  const picture = sentWith === "picture" ? await cutPicture(parts, by, comment) : undefined;
  const stretch = picture?.stretch ?? stretchAround(comment.atMs, set);
  const fromFrame = await findFrame(parts, comment, stretch);
  return { ...stretch, fromFrame, picture: picture?.picture };
}

export async function readClipFigures(
  { journal }: Pick<ClipParts, "journal">,
  comment: StoredComment,
  { fromFrame, untilMs }: StoredClip,
): Promise<ClipFigures> {
  const found = fromFrame === null ? [] : await readSomeFrames(journal, comment, fromFrame, MOST_FRAMES);
  const shown = found.map(({ frame }) => frame).filter(({ atMs }) => atMs <= untilMs);
  return { atMs: shown.map(({ atMs }) => atMs), figures: shown.map(stillOf) };
}

/** Throws `review/unknown` where no picture was sent, and what `findSentClip` of the recordings throws. */
export function findClipPicture(
  { recordings }: Pick<ClipParts, "recordings">,
  reader: Reviewer,
  { picture }: StoredClip,
): Promise<ReadableRecording> {
  if (picture === undefined) throw new DomainError("review/unknown");
  return recordings.findSentClip(picture.recordingId, picture.pieces, reader);
}

async function cutPicture(
  { recordings }: ClipParts,
  by: Reviewer,
  { groupSessionId, participantId, atMs }: StoredComment,
) {
  for (const { recordingId, beginsAtMs, ...one } of await recordings.list(groupSessionId, by)) {
    const isPlayable = one.state === "whole" || one.state === "cutOff";
    if (one.participantId !== participantId || one.source !== "camera" || !isPlayable) continue;
    const { pieces } = await recordings.findReadable(recordingId, by);
    const cut = picturePieces({ beginsAtMs, pieces }, atMs);
    if (cut !== undefined) return { stretch: cut.stretch, picture: { recordingId, beginsAtMs, pieces: cut.pieces } };
  }
  throw new DomainError("review/no_picture");
}

/** Number of the first stored frame of the stretch. */
async function findFrame({ journal }: ClipParts, set: StoredSet, { fromMs, untilMs }: Stretch): Promise<number | null> {
  const frame = createPoseFrame();
  for await (const frames of readStoredFrames(journal, set)) {
    for (const bytes of frames) {
      const one = openFrame(bytes, frame);
      if (frame.atMs > untilMs) return null;
      if (frame.atMs >= fromMs) return one.number;
    }
  }
  return null;
}
