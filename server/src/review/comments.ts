// Comments on single moments: written by a therapist of the class, kept for the therapists, shown to the patient once one is sent.
import { randomUUID } from "node:crypto";
import { LANDMARK_COUNT } from "@ensemble/shared/movement/landmarks.ts";
import type { PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type {
  CommentBody,
  SentClip,
  SentComment,
  SentWith,
  StillFigure,
} from "@ensemble/shared/protocol/review-messages.ts";
import type { ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { type AuditStore, appendUnlessDone, type Transaction } from "../recordings/index.ts";
import type { GroupSessionStore, JournalStore } from "../session/index.ts";
import { admitReviewer, type Reviewed, type Reviewer } from "./admit-reviewer.ts";
import type { CommentStore, StoredClip, StoredComment } from "./comment-store.ts";
import { readSomeFrames } from "./read-stored-frames.ts";
import type { FoundSet } from "./reviewed-sets-rules.ts";

const MOST_COMMENTS = 200;
const MOST_SENT_SHOWN = 20;
const ID = /^[0-9a-f-]{36}$/;

export interface CommentParts {
  readonly sessions: GroupSessionStore;
  readonly journal: Pick<JournalStore, "readChunksFrom">;
  readonly comments: CommentStore;
  readonly audit: Pick<AuditStore, "append">;
  readonly namesOf: (personIds: readonly ParticipantId[]) => Promise<ReadonlyMap<ParticipantId, string>>;
  readonly nowMs: () => number;
}

/** Throws `review/unknown` for a set or a frame that is not this person's, `protocol/malformed` for one without words. */
export async function writeComment(
  parts: CommentParts,
  author: Reviewer,
  { session, participantId }: Reviewed,
  sets: readonly FoundSet[],
  body: CommentBody,
): Promise<StoredComment> {
  const { groupSessionId } = session;
  const text = body.text.trim();
  if (text === "" || body.drawing.some(({ points }) => points.length % 2 === 1))
    throw new DomainError("protocol/malformed");
  const set = sets.find(({ setId }) => setId === body.setId);
  if (set === undefined) throw new DomainError("review/unknown");
  const stored = { groupSessionId, participantId, setId: body.setId as SetId };
  const found = body.frame === null ? undefined : (await readSomeFrames(parts.journal, stored, body.frame, 1))[0];
  if (body.frame !== null && found?.number !== body.frame) throw new DomainError("review/unknown");
  const comment: StoredComment = {
    ...stored,
    commentId: randomUUID(),
    authorId: author.personId,
    atMs: found?.frame.atMs ?? Math.min(Math.max(body.atMs, set.startMs), set.endMs ?? body.atMs),
    createdAtMs: parts.nowMs(),
    sentAtMs: null,
    content: { text, drawing: body.drawing, figure: found === undefined ? null : stillOf(found.frame) },
  };
  if (!(await parts.comments.add(comment, MOST_COMMENTS))) throw new DomainError("protocol/too_many");
  return comment;
}

/**
 * With what was cut of its moment by `cut`, of which the log says how much it is. Sent twice is sent once, as it was sent first. Throws
 * `review/unknown`, and what `cut` throws.
 */
export async function sendComment(
  parts: CommentParts,
  by: Reviewer,
  commentId: string,
  sentWith: SentWith,
  cut: (comment: StoredComment) => Promise<StoredClip>,
): Promise<void> {
  const { comment, clinicId } = await findDecidable(parts, by, commentId);
  if (comment.sentAtMs !== null) return;
  const content = sentWith === "figure" ? comment.content : { ...comment.content, clip: await cut(comment) };
  const atMs = parts.nowMs();
  const reason = sentWith === "figure" ? null : sentWith;
  const entry = { atMs, actor: actorOf(by), action: "comment.sent", subject: commentId, reason } as const;
  const send = (client: Transaction) => parts.comments.markSent(client, commentId, atMs, content);
  await appendUnlessDone(parts.audit, clinicId, entry, send);
}

/** Also of one that was sent: the patient sees it no more. */
export async function removeComment(parts: CommentParts, by: Reviewer, commentId: string): Promise<void> {
  const { clinicId } = await findDecidable(parts, by, commentId);
  const entry = {
    atMs: parts.nowMs(),
    actor: actorOf(by),
    action: "comment.removed",
    subject: commentId,
    reason: null,
  } as const;
  await appendUnlessDone(parts.audit, clinicId, entry, (client) => parts.comments.remove(client, commentId));
}

export async function listSentComments(parts: CommentParts, patientId: ParticipantId): Promise<readonly SentComment[]> {
  const sent = await parts.comments.listSentTo(patientId, MOST_SENT_SHOWN);
  const names = await parts.namesOf([...new Set(sent.map(({ authorId }) => authorId))]);
  const ids = [...new Set(sent.map(({ groupSessionId }) => groupSessionId))];
  const sessions = new Map(
    await Promise.all(ids.map(async (id) => [id, await parts.sessions.findGroupSession(id)] as const)),
  );
  return sent.flatMap(({ commentId, groupSessionId, authorId, atMs, sentAtMs, content }) => {
    const session = sessions.get(groupSessionId);
    if (session === undefined) return [];
    const { title, startsAtMs: startedAtMs } = session;
    const of = { groupSessionId: session.groupSessionId, title, startedAtMs, authorName: names.get(authorId) ?? "" };
    return [{ commentId, ...of, atMs, ...tellContent(content), sentAtMs }];
  });
}

/** What was sent with a comment, to the patient it was sent to. Throws `review/unknown` to everybody else, and where nothing was. */
export async function findSentClip(
  { comments }: Pick<CommentParts, "comments">,
  reader: Reviewer,
  commentId: string,
): Promise<{ readonly comment: StoredComment; readonly clip: StoredClip }> {
  const comment = ID.test(commentId) ? await comments.find(commentId) : undefined;
  const isTheirs = reader.role === "patient" && comment?.participantId === reader.personId;
  const clip = comment?.content.clip;
  if (!isTheirs || comment === undefined || comment.sentAtMs === null || clip === undefined)
    throw new DomainError("review/unknown");
  return { comment, clip };
}

/** Without what only the server needs of it: which recording, which pieces. */
export function tellContent({ clip, ...content }: StoredComment["content"]) {
  const told: SentClip | null =
    clip === undefined
      ? null
      : {
          fromMs: clip.fromMs,
          untilMs: clip.untilMs,
          picture: clip.picture === undefined ? null : { beginsAtMs: clip.picture.beginsAtMs },
        };
  return { ...content, clip: told };
}

/** Throws `review/unknown` for one that is not there, or of a class that is none of this person's. */
async function findDecidable(parts: CommentParts, by: Reviewer, commentId: string) {
  const comment = ID.test(commentId) ? await parts.comments.find(commentId) : undefined;
  if (comment === undefined) throw new DomainError("review/unknown");
  try {
    const { session } = await admitReviewer(parts.sessions, by, comment.groupSessionId, comment.participantId);
    return { comment, clinicId: session.clinicId };
  } catch (error) {
    if (error instanceof DomainError && error.code !== "review/not_allowed") throw new DomainError("review/unknown");
    throw error;
  }
}

const actorOf = ({ personId }: Reviewer) => ({ personId, role: "therapist" }) as const;

export function stillOf(frame: PoseFrame): StillFigure | null {
  if (!frame.hasImage) return null;
  const points = Array.from({ length: LANDMARK_COUNT }, (_, i) => [
    frame.image[3 * i] ?? 0,
    frame.image[3 * i + 1] ?? 0,
  ]);
  return { aspect: frame.aspect, points: points.flat(), visibility: [...frame.visibility] };
}
