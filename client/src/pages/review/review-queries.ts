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
  CommentBody,
  ReviewComment,
  ReviewCurve,
  SentComment,
  SessionReview,
} from "@ensemble/shared/protocol/review-messages.ts";
import { queryOptions } from "@tanstack/react-query";
import { askServer, askServerForBytes, Refused } from "../ask-server.ts";

const pathOf = (groupSessionId: string, personId: string) =>
  `/api/sessions/${encodeURIComponent(groupSessionId)}/review/${encodeURIComponent(personId)}`;

/** As a server that has not been renewed yet answers. */
type SessionReviewBefore = Omit<SessionReview, Told> & Partial<Pick<SessionReview, Told>>;
type Told = "therapistIds" | "drawings" | "holds" | "moments" | "endsAtMs";

function asOfNow(review: SessionReviewBefore): SessionReview {
  const lastMs = review.sets.reduce((last, { startMs, endMs }) => Math.max(last, endMs ?? startMs), 0);
  return { therapistIds: [], drawings: [], holds: [], moments: [], endsAtMs: lastMs, ...review };
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
      askServer<readonly RecordingListing[]>(`/api/sessions/${encodeURIComponent(groupSessionId)}/recordings`),
  });

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

export const piecesQuery = (recordingId: string) =>
  queryOptions({
    queryKey: ["recordings", "pieces", recordingId],
    queryFn: () => askServer<RecordingPieces>(`/api/recordings/${encodeURIComponent(recordingId)}/pieces`),
  });

/** The server opens them as they are asked for. */
export function loadRecorded(recordingId: string, begin: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  return askServerForBytes(`/api/recordings/${encodeURIComponent(recordingId)}/media`, { begin, end });
}

export const sentCommentsQuery = queryOptions({
  queryKey: ["comments"],
  queryFn: () => askServer<readonly SentComment[]>("/api/comments"),
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

export function decideComment(commentId: string, what: "send" | "remove"): Promise<void> {
  return askServer(`/api/comments/${encodeURIComponent(commentId)}/${what}`, {});
}
