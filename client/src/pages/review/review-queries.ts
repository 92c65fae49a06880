// What the pages of looking back ask the server for.
import type {
  DestroyBody,
  HoldBody,
  RecordingCustody,
  ReleaseBody,
} from "@ensemble/shared/protocol/custody-messages.ts";
import { decodeFigureBundle, type Figure } from "@ensemble/shared/protocol/figure-bundle.ts";
import type { RecordingListing, RecordingPieces } from "@ensemble/shared/protocol/http-messages.ts";
import type {
  ClipFigures,
  CommentBody,
  ReviewComment,
  ReviewCurve,
  SentComment,
  SentWith,
  SessionReview,
} from "@ensemble/shared/protocol/review-messages.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { queryOptions } from "@tanstack/react-query";
import { askServer, askServerForBytes, Refused } from "../ask-server.ts";
import { askAgainAfter, listAgainAfter } from "./asked-again-rules.ts";

/** What has not answered by then is asked again. */
const ANSWERS_WITHIN_MS = 15_000;

const pathOf = (groupSessionId: string, personId: string) =>
  `/api/sessions/${encodeURIComponent(groupSessionId)}/review/${encodeURIComponent(personId)}`;

/** As a server that has not been renewed yet answers. */
type SessionReviewBefore = Omit<SessionReview, Told> & Partial<Pick<SessionReview, Told>>;
type Told = "therapistIds" | "drawings" | "holds" | "moments" | "endsAtMs";

function asOfNow(review: SessionReviewBefore): SessionReview {
  const lastMs = review.sets.reduce((last, { startMs, endMs }) => Math.max(last, endMs ?? startMs), 0);
  const comments = review.comments.map((comment) => ({ ...comment, clip: comment.clip ?? null }));
  return { therapistIds: [], drawings: [], holds: [], moments: [], endsAtMs: lastMs, ...review, comments };
}

export const reviewQuery = (groupSessionId: string, personId: string) =>
  queryOptions({
    queryKey: ["review", groupSessionId, personId],
    queryFn: async () => asOfNow(await askServer<SessionReviewBefore>(pathOf(groupSessionId, personId))),
  });

/** Of a set that is over; it does not change any more. */
export const curveQuery = (groupSessionId: string, personId: string, setId: string) =>
  queryOptions({
    queryKey: ["review", groupSessionId, personId, "curve", setId],
    queryFn: () => askServer<ReviewCurve>(`${pathOf(groupSessionId, personId)}/curve/${encodeURIComponent(setId)}`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const recordingsQuery = (groupSessionId: string) =>
  queryOptions({
    queryKey: ["recordings", groupSessionId],
    queryFn: () =>
      askServer<readonly RecordingListing[]>(
        `/api/sessions/${encodeURIComponent(groupSessionId)}/recordings`,
        undefined,
        ANSWERS_WITHIN_MS,
      ),
    refetchInterval: ({ state }) => listAgainAfter(state.error?.message, state.data),
  });

/** Of a query: it has failed, and nothing has come of it since. While it is asked again it is not said to be well. */
export function isMissing(asked: { data: unknown; errorUpdateCount: number; failureCount: number }): boolean {
  return asked.data === undefined && asked.errorUpdateCount + asked.failureCount > 0;
}

export const custodyQuery = (groupSessionId: string, personId: string) =>
  queryOptions({
    queryKey: ["review", groupSessionId, personId, "custody"],
    queryFn: () => askServer<RecordingCustody>(`${pathOf(groupSessionId, personId)}/recordings`),
  });

export type CustodyDecision =
  | { readonly what: "hold"; readonly body: HoldBody }
  | { readonly what: "release"; readonly body: ReleaseBody }
  | { readonly what: "destroy"; readonly body: DestroyBody };

export function decideCustody(
  groupSessionId: string,
  personId: string,
  { what, body }: CustodyDecision,
): Promise<RecordingCustody> {
  return askServer(`${pathOf(groupSessionId, personId)}/recordings/${what}`, body);
}

/** A recording, or what was sent of one: where its pieces and their bytes are asked for, and the session time of its beginning. */
export interface Playable {
  readonly address: string;
  readonly source: MediaSource;
  readonly beginsAtMs: number;
}

export function playableOf({ recordingId, source, beginsAtMs }: RecordingListing): Playable {
  return { address: `/api/recordings/${encodeURIComponent(recordingId)}`, source, beginsAtMs };
}

export const piecesQuery = (address: string) =>
  queryOptions({
    queryKey: ["recordings", "pieces", address],
    queryFn: () => askServer<RecordingPieces>(`${address}/pieces`, undefined, ANSWERS_WITHIN_MS),
    refetchInterval: ({ state }) => askAgainAfter(state.error?.message),
  });

/** The server opens them as they are asked for. */
export function loadRecorded(
  address: string,
  begin: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  return askServerForBytes(`${address}/media`, { begin, end }, signal);
}

export const sentCommentsQuery = queryOptions({
  queryKey: ["comments"],
  queryFn: async () => (await askServer<readonly SentCommentBefore[]>("/api/comments")).map(withClip),
});
type SentCommentBefore = Omit<SentComment, "clip" | "atMs"> & Partial<Pick<SentComment, "clip" | "atMs">>;
const withClip = (comment: SentCommentBefore): SentComment => ({ clip: null, atMs: 0, ...comment });

export const clipAddress = (commentId: string) => `/api/comments/${encodeURIComponent(commentId)}/clip`;

/** It does not change any more. */
export const clipQuery = (commentId: string) =>
  queryOptions({
    queryKey: ["comments", commentId, "clip"],
    queryFn: () => askServer<ClipFigures>(clipAddress(commentId)),
    staleTime: Number.POSITIVE_INFINITY,
  });

export async function loadFigures(
  groupSessionId: string,
  personId: string,
  setId: string,
  fromFrame: number,
): Promise<readonly Figure[]> {
  const path = `${pathOf(groupSessionId, personId)}/figures/${encodeURIComponent(setId)}/${fromFrame}`;
  const bundle = decodeFigureBundle(await askServerForBytes(path));
  if (bundle === undefined) throw new Refused("unexpected");
  return bundle.figures;
}

export function writeComment(groupSessionId: string, personId: string, body: CommentBody): Promise<ReviewComment> {
  return askServer(`${pathOf(groupSessionId, personId)}/comments`, body);
}

export type CommentDecision = { readonly what: "remove" } | { readonly what: "send"; readonly with: SentWith };

export function decideComment(commentId: string, { what, ...body }: CommentDecision): Promise<void> {
  return askServer(`/api/comments/${encodeURIComponent(commentId)}/${what}`, body);
}
