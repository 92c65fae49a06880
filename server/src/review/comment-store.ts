// Comments on moments of a movement: words, drawing and figure are sealed together, bound to their row.
import type { StillFigure, Stroke } from "@ensemble/shared/protocol/review-messages.ts";
import type { ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import type pg from "pg";
import { seal, unseal } from "../platform/seal.ts";
import type { PieceSpan, Transaction } from "../recordings/index.ts";

export interface StoredComment {
  readonly commentId: string;
  readonly groupSessionId: string;
  readonly participantId: ParticipantId;
  readonly authorId: ParticipantId;
  readonly setId: SetId;
  readonly atMs: number;
  readonly createdAtMs: number;
  readonly sentAtMs: number | null;
  readonly content: CommentContent;
}
export interface CommentContent {
  readonly text: string;
  readonly drawing: readonly Stroke[];
  readonly figure: StillFigure | null;
  /** Since it was sent with more than the moment itself. */
  readonly clip?: StoredClip;
}
/** Session time. What a patient may open of a recording: the header, and these pieces of it. */
export interface StoredClip {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Number of the first frame; null where none was stored in this stretch. */
  readonly fromFrame: number | null;
  readonly picture:
    | { readonly recordingId: string; readonly beginsAtMs: number; readonly pieces: PieceSpan }
    | undefined;
}
export interface CommentStore {
  /** False when there are so many of this participant's session already. */
  readonly add: (comment: StoredComment, most: number) => Promise<boolean>;
  readonly find: (commentId: string) => Promise<StoredComment | undefined>;
  /** In the order of their moments. */
  readonly listOf: (groupSessionId: string, participantId: ParticipantId) => Promise<readonly StoredComment[]>;
  /** Opens none of them. */
  readonly hasSentTo: (participantId: ParticipantId) => Promise<boolean>;
  /** The newest first. */
  readonly listSentTo: (participantId: ParticipantId, most: number) => Promise<readonly StoredComment[]>;
  /** With what is sent. Within the transaction that notes it; false when it was sent already, or is gone. */
  readonly markSent: (
    client: Transaction,
    commentId: string,
    atMs: number,
    content: CommentContent,
  ) => Promise<boolean>;
  readonly remove: (client: Transaction, commentId: string) => Promise<boolean>;
}

interface Row {
  id: string;
  group_session_id: string;
  participant_id: string;
  author_id: string;
  set_id: string;
  at_ms: number;
  content_sealed: Buffer;
  created_at: Date;
  sent_at: Date | null;
}

export function createCommentStore(pool: pg.Pool, key: Buffer): CommentStore {
  const open = (row: Row): StoredComment => ({
    commentId: row.id,
    groupSessionId: row.group_session_id,
    participantId: row.participant_id as ParticipantId,
    authorId: row.author_id as ParticipantId,
    setId: row.set_id as SetId,
    atMs: row.at_ms,
    createdAtMs: row.created_at.getTime(),
    sentAtMs: row.sent_at?.getTime() ?? null,
    content: JSON.parse(unseal(key, contentPlace(row.id), row.content_sealed).toString()) as CommentContent,
  });
  const sealContent = (commentId: string, content: CommentContent) =>
    seal(key, contentPlace(commentId), JSON.stringify(content));
  const list = async (condition: string, values: readonly unknown[]) =>
    (await pool.query<Row>(`SELECT * FROM review_comment WHERE ${condition}`, [...values])).rows.map(open);
  return {
    add: async (comment, most) => {
      const { commentId, groupSessionId, participantId, authorId, setId, atMs, createdAtMs, content } = comment;
      const { rowCount } = await pool.query(
        `INSERT INTO review_comment
           (id, group_session_id, participant_id, author_id, set_id, at_ms, content_sealed, created_at)
         SELECT $1, $2::text, $3::text, $4, $5, $6, $7, $8
         WHERE (SELECT count(*) FROM review_comment WHERE group_session_id = $2::text AND participant_id = $3::text) < $9`,
        [
          commentId,
          groupSessionId,
          participantId,
          authorId,
          setId,
          Math.round(atMs),
          sealContent(commentId, content),
          new Date(createdAtMs),
          most,
        ],
      );
      return rowCount === 1;
    },
    find: async (commentId) => (await list("id = $1", [commentId]))[0],
    listOf: (groupSessionId, participantId) =>
      list("group_session_id = $1 AND participant_id = $2 ORDER BY at_ms, created_at", [groupSessionId, participantId]),
    hasSentTo: async (participantId) => {
      const any = "SELECT 1 FROM review_comment WHERE participant_id = $1 AND sent_at IS NOT NULL LIMIT 1";
      return (await pool.query(any, [participantId])).rowCount === 1;
    },
    listSentTo: (participantId, most) =>
      list("participant_id = $1 AND sent_at IS NOT NULL ORDER BY sent_at DESC LIMIT $2", [participantId, most]),
    markSent: async (client, commentId, atMs, content) => {
      const sent = "UPDATE review_comment SET sent_at = $2, content_sealed = $3 WHERE id = $1 AND sent_at IS NULL";
      const sealed = sealContent(commentId, content);
      return (await client.query(sent, [commentId, new Date(atMs), sealed])).rowCount === 1;
    },
    remove: async (client, commentId) =>
      (await client.query("DELETE FROM review_comment WHERE id = $1", [commentId])).rowCount === 1,
  };
}

const contentPlace = (commentId: string) => `review_comment.content:${commentId}`;
