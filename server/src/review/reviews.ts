// Looking back, for whoever may: every step begins with who asks, is bounded for each of them, and is noted before anything is read.
import { encodeFigureBundle } from "@ensemble/shared/protocol/figure-bundle.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import {
  type ClipFigures,
  type CommentBody,
  FIGURES_A_REQUEST,
  type ReviewComment,
  type ReviewCurve,
  type SentComment,
  type SentWith,
  type SessionReview,
} from "@ensemble/shared/protocol/review-messages.ts";
import type { ExerciseLibrary } from "../movement/index.ts";
import { createBudgetForEach } from "../platform/budget-for-each.ts";
import type { ReadableRecording } from "../recordings/index.ts";
import { type HeldBackSessions, type JournalStore, readSoundJournal } from "../session/index.ts";
import { admitReviewer, type Reviewed, type Reviewer } from "./admit-reviewer.ts";
import type { StoredComment } from "./comment-store.ts";
import {
  type CommentParts,
  findSentClip,
  listSentComments,
  removeComment,
  sendComment,
  tellContent,
  writeComment,
} from "./comments.ts";
import { createNoteViewing } from "./note-viewings.ts";
import { createCurveReader } from "./read-curve.ts";
import { readSomeFrames } from "./read-stored-frames.ts";
import { type FoundSet, readReviewedSets } from "./reviewed-sets-rules.ts";
import { type ClipParts, cutSentClip, findClipPicture, readClipFigures } from "./sent-clips.ts";
import { readSessionMoments } from "./session-moments-rules.ts";

/** Each is a whole journal read, and for curves a set counted once more. */
const READINGS = { perSecond: 1, burst: 40 };
/** A page that plays asks for one in eight seconds; who jumps about, for more. */
const STRETCHES = { perSecond: 4, burst: 80 };
const REMEMBERED = 10_000;

export interface Reviews {
  readonly read: (reviewer: Reviewer, groupSessionId: string, personId: string) => Promise<SessionReview>;
  readonly readCurve: (
    reviewer: Reviewer,
    groupSessionId: string,
    personId: string,
    setId: string,
  ) => Promise<ReviewCurve>;
  /** A figure bundle; without figures where there is no such set. */
  readonly readFigures: (
    reviewer: Reviewer,
    groupSessionId: string,
    personId: string,
    setId: string,
    fromFrame: number,
  ) => Promise<Uint8Array>;
  readonly comment: (
    author: Reviewer,
    groupSessionId: string,
    personId: string,
    body: CommentBody,
  ) => Promise<ReviewComment>;
  readonly send: (by: Reviewer, commentId: string, sentWith: SentWith) => Promise<void>;
  readonly remove: (by: Reviewer, commentId: string) => Promise<void>;
  readonly listSent: (reader: Reviewer) => Promise<readonly SentComment[]>;
  /** What was sent of the movement with a comment, to the patient it was sent to; `review/unknown` to everybody else. */
  readonly readClip: (reader: Reviewer, commentId: string) => Promise<ClipFigures>;
  /** What was sent of the picture, likewise. */
  readonly findClipPicture: (reader: Reviewer, commentId: string) => Promise<ReadableRecording>;
}

export function createReviews(
  parts: CommentParts &
    ClipParts & {
      readonly journal: JournalStore;
      readonly heldBack: Pick<HeldBackSessions, "holdBack">;
      readonly library: ExerciseLibrary;
      readonly monotonicMs: () => number;
    },
): Reviews {
  const { sessions, journal, library, monotonicMs } = parts;
  const readings = createBudgetForEach(READINGS, REMEMBERED, monotonicMs);
  const stretches = createBudgetForEach(STRETCHES, REMEMBERED, monotonicMs);
  const noteViewing = createNoteViewing(parts.audit, parts);
  const curves = createCurveReader(journal, library);

  const admit = async (budget: typeof readings, reviewer: Reviewer, groupSessionId: string, personId: string) => {
    if (!budget.spend(reviewer.personId)) throw new DomainError("protocol/too_many");
    const reviewed = await admitReviewer(sessions, reviewer, groupSessionId, personId);
    await noteViewing(reviewer, "review.viewed", `${reviewed.session.groupSessionId}/${reviewed.participantId}`);
    return reviewed;
  };
  const readEntries = async ({ session }: Reviewed) =>
    (await readSoundJournal(parts, session.groupSessionId)).map(({ entry }) => entry);
  const setsIn = ({ session, participantId }: Reviewed, entries: Awaited<ReturnType<typeof readEntries>>) =>
    readReviewedSets(session.groupSessionId, entries, participantId, (id) => library.find(id)?.direction);
  const describe = async (comments: readonly StoredComment[]): Promise<readonly ReviewComment[]> => {
    const names = await parts.namesOf([...new Set(comments.map(({ authorId }) => authorId))]);
    return comments.map(({ commentId, setId, atMs, authorId, createdAtMs, sentAtMs, content }) => {
      const authorName = names.get(authorId) ?? "";
      return { commentId, setId, atMs, authorName, createdAtMs, sentAtMs, ...tellContent(content) };
    });
  };

  const openClip = async (reader: Reviewer, commentId: string) => {
    if (!stretches.spend(reader.personId)) throw new DomainError("protocol/too_many");
    const found = await findSentClip(parts, reader, commentId);
    await noteViewing(reader, "comment.viewed", reader.personId);
    return found;
  };

  return {
    read: async (reviewer, groupSessionId, personId) => {
      const reviewed = await admit(readings, reviewer, groupSessionId, personId);
      const { session, participantId, mark, simulated } = reviewed;
      const entries = await readEntries(reviewed);
      const { openedAtMs, ...happened } = readSessionMoments(session.groupSessionId, entries, participantId);
      const names = await parts.namesOf([participantId]);
      return {
        groupSessionId: session.groupSessionId,
        title: session.title,
        startedAtMs: entries.length === 0 ? session.startsAtMs : openedAtMs,
        participantId,
        name: names.get(participantId) ?? "",
        mark,
        simulated,
        therapistIds: session.members.filter(({ role }) => role === "therapist").map((one) => one.participantId),
        ...happened,
        sets: setsIn(reviewed, entries).map(withoutInner),
        comments: await describe(await parts.comments.listOf(session.groupSessionId, participantId)),
      };
    },
    readCurve: async (reviewer, groupSessionId, personId, setId) => {
      const reviewed = await admit(readings, reviewer, groupSessionId, personId);
      const { session, participantId } = reviewed;
      return curves.read(reviewer.personId, async () => {
        const set = setsIn(reviewed, await readEntries(reviewed)).find((one) => one.setId === setId);
        if (set === undefined) throw new DomainError("review/unknown");
        return [{ groupSessionId: session.groupSessionId, participantId, setId: set.setId }, set];
      });
    },
    readFigures: async (reviewer, groupSessionId, personId, setId, fromFrame) => {
      const { session, participantId } = await admit(stretches, reviewer, groupSessionId, personId);
      const stored = { groupSessionId: session.groupSessionId, participantId, setId: setId as FoundSet["setId"] };
      const found = await readSomeFrames(journal, stored, fromFrame, FIGURES_A_REQUEST);
      // The encoder writes into memory of its own, again and again.
      return encodeFigureBundle({ epoch: 0, figures: found.map(({ frame }) => ({ slot: 0, frame })) }).slice();
    },
    comment: async (author, groupSessionId, personId, body) => {
      const reviewed = await admit(readings, author, groupSessionId, personId);
      const sets = setsIn(reviewed, await readEntries(reviewed));
      const [written] = await describe([await writeComment(parts, author, reviewed, sets, body)]);
      return written as ReviewComment;
    },
    send: async (by, commentId, sentWith) => {
      if (!readings.spend(by.personId)) throw new DomainError("protocol/too_many");
      await sendComment(parts, by, commentId, sentWith, async (comment) => {
        const { groupSessionId, participantId, setId } = comment;
        const reviewed = await admitReviewer(sessions, by, groupSessionId, participantId);
        const set = setsIn(reviewed, await readEntries(reviewed)).find((one) => one.setId === setId);
        return cutSentClip(parts, by, comment, set, sentWith);
      });
    },
    remove: async (by, commentId) => {
      if (!readings.spend(by.personId)) throw new DomainError("protocol/too_many");
      await removeComment(parts, by, commentId);
    },
    listSent: async (reader) => {
      const { personId, role } = reader;
      if (role !== "patient") return [];
      if (!readings.spend(personId)) throw new DomainError("protocol/too_many");
      if (!(await parts.comments.hasSentTo(personId))) return [];
      await noteViewing(reader, "comment.viewed", personId);
      return listSentComments(parts, personId);
    },
    readClip: async (reader, commentId) => {
      const { comment, clip } = await openClip(reader, commentId);
      return readClipFigures(parts, comment, clip);
    },
    findClipPicture: async (reader, commentId) => {
      const { clip } = await openClip(reader, commentId);
      return findClipPicture(parts, reader, clip);
    },
  };
}

function withoutInner({ finishesMovement: _, ...set }: FoundSet) {
  return set;
}
