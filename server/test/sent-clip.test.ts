// A moment of a class that is sent to its patient: exactly what was sent can be opened, by nobody else, and every look at it is in the log.
import { join } from "node:path";
import type { AuditLog } from "@ensemble/shared/protocol/audit-messages.ts";
import type { RecordingPieces } from "@ensemble/shared/protocol/http-messages.ts";
import type {
  ClipFigures,
  CommentBody,
  ReviewComment,
  ReviewCurve,
  ReviewedSet,
  SentComment,
  SentWith,
  SessionReview,
} from "@ensemble/shared/protocol/review-messages.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DEMO_OPERATOR, DEMO_THERAPIST } from "../src/demo/demo-people.ts";
import { signInByLink } from "../src/demo/simulated-participant.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { auditKey } from "../src/recordings/audit-chain.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { addStrangeTherapist } from "./support/strange-therapist.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { cameraOf, failIfStopped, joined, madePieces } from "./support/vault.ts";
import { findEpoch, openVaultAt } from "./support/vault-places.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };
const REPETITIONS = 3;
/** Before the set. */
const BEGUN_MS = 5_000;
const PARTS = ["clip", "clip/pieces", "clip/media"] as const;

describe("a moment sent to its patient", () => {
  let server: TestServer;
  let group: SimulatedClass;
  let vault: Awaited<ReturnType<typeof openVaultAt>>;
  let set: ReviewedSet;
  let curve: ReviewCurve;
  let recordingId: string;
  let beginsAtMs: number;
  const pieces = madePieces(60);
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    server = await startTestServer();
    group = await startSimulatedClass(server.url, 2);
    await group.startSet("squat", REPETITIONS);
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS, REPETITIONS]), PATIENCE);
    await group.therapist.participant.link.command({ name: "finishSet" });
    await group.therapist.finishSession();
    const state = server.environment.ENSEMBLE_DATA_DIR ?? "";
    const keys = await loadKeys(join(state, "keys.json"));
    const links = {
      therapist: group.created.therapist.link,
      ana: group.created.patients[0]?.link ?? "",
      bruno: group.created.patients[1]?.link ?? "",
      colleague: server.app.inviteLink(DEMO_THERAPIST.personId),
      operator: server.app.inviteLink(DEMO_OPERATOR.personId),
      stranger: server.app.inviteLink(await addStrangeTherapist(server.databaseUrl, keys)),
    };
    for (const [name, link] of Object.entries(links)) cookies[name] = (await signInByLink(server.url, link)).cookie;
    const [only] = (await read<SessionReview>(reviewPath())).sets;
    if (only === undefined) throw new Error("no set");
    set = only;
    curve = await read<ReviewCurve>(`${reviewPath()}/curve/${set.setId}`);
    vault = await openVaultAt({
      databaseUrl: server.databaseUrl,
      storeDirectory: join(state, "recordings"),
      keysFile: join(state, "recording-keys.json"),
      auditKey: auditKey(keys.fields),
    });
    const { groupSessionId } = group.created;
    beginsAtMs = set.startMs - BEGUN_MS;
    const what = { ...cameraOf(groupSessionId, patientId(0), await findEpoch(vault.pool, groupSessionId)), beginsAtMs };
    const by = { personId: group.therapist.participant.me.personId, role: "therapist" } as const;
    const keeping = await vault.recordings.startKeeping(what, by, failIfStopped);
    for (const piece of pieces) await keeping.keepPiece(piece);
    await keeping.finish();
    recordingId = keeping.recordingId;
  }, 180_000);
  afterAll(async () => {
    group?.close();
    await vault?.pool.end();
    await server?.close();
  });

  const patientId = (place: number) => group.patients[place]?.participant.me.personId ?? "";
  const reviewPath = (place = 0) => `/api/sessions/${group.created.groupSessionId}/review/${patientId(place)}`;
  const ask = (path: string, who: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${server.url}${path}`, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: { cookie: cookies[who] ?? "", "content-type": "application/json", ...headers },
    });
  const read = async <Answer>(path: string, who = "therapist") => {
    const answer = await ask(path, who);
    expect(answer.status, path).toBe(200);
    return (await answer.json()) as Answer;
  };
  const refusalOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
  const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
  const frameInTheMiddle = () => Math.floor(curve.frames.length / 2);
  const write = async (place = 0) => {
    const frame = place === 0 ? (curve.frames[frameInTheMiddle()] ?? 0) : null;
    const [own] = (await read<SessionReview>(reviewPath(place))).sets;
    const setId = own?.setId ?? "";
    const body: CommentBody = { setId, atMs: own?.startMs ?? 0, frame, text: "Here.", drawing: [] };
    return (await (await ask(`${reviewPath(place)}/comments`, "therapist", body)).json()) as ReviewComment;
  };
  const send = (commentId: string, sentWith: SentWith, who = "therapist") =>
    ask(`/api/comments/${commentId}/send`, who, { with: sentWith });
  const sent = async (sentWith: SentWith) => {
    const { commentId } = await write();
    expect((await send(commentId, sentWith)).status).toBe(204);
    return commentId;
  };
  const sentTo = async (commentId: string, who = "ana") =>
    (await read<readonly SentComment[]>("/api/comments", who)).find((one) => one.commentId === commentId);
  const path = (commentId: string, part: (typeof PARTS)[number]) => `/api/comments/${commentId}/${part}`;

  it("is opened by nobody before it is sent, and sent by the class's therapists alone", async () => {
    const { commentId } = await write();
    for (const part of PARTS)
      expect(await refusalOf(await ask(path(commentId, part), "ana"))).toEqual([404, "review/unknown"]);
    expect((await send(commentId, "picture", "ana")).status).toBe(403);
    for (const who of ["colleague", "stranger"]) expect((await send(commentId, "picture", who)).status).toBe(404);
    expect(await refusalOf(await ask(`/api/comments/${commentId}/send`, "therapist", { with: "everything" }))).toEqual([
      400,
      "protocol/malformed",
    ]);
    expect(await sentTo(commentId)).toBeUndefined();
  });

  it("is the moment alone unless more of it is sent, also from a page that knows of no more", async () => {
    const { commentId } = await write();
    expect((await ask(`/api/comments/${commentId}/send`, "therapist", {})).status).toBe(204);
    expect(await sentTo(commentId)).toMatchObject({ clip: null, figure: { aspect: expect.any(Number) } });
    for (const part of PARTS) expect((await ask(path(commentId, part), "ana")).status, part).toBe(404);
  });

  it("has the movement of three seconds before and after, and nothing of before or behind these", async () => {
    const commentId = await sent("movement");
    const atMs = curve.atMs[frameInTheMiddle()] ?? 0;
    const clip = { fromMs: atMs - 3_000, untilMs: atMs + 3_000, picture: null };
    expect(await sentTo(commentId)).toMatchObject({ atMs, clip });
    const figures = await read<ClipFigures>(path(commentId, "clip"), "ana");
    expect(figures.atMs).toEqual(curve.atMs.filter((frameMs) => frameMs >= clip.fromMs && frameMs <= clip.untilMs));
    expect(figures.figures).toHaveLength(figures.atMs.length);
    for (const figure of figures.figures) expect(figure?.points).toHaveLength(66);
    for (const part of ["clip/pieces", "clip/media"] as const)
      expect((await ask(path(commentId, part), "ana")).status, part).toBe(404);
  });

  it("has whole seconds of the picture where that is sent, and not a byte of the rest of the recording", async () => {
    const commentId = await sent("picture");
    const { clip, atMs = 0 } = (await sentTo(commentId)) ?? {};
    expect(clip?.picture).toEqual({ beginsAtMs });
    const [fromMs, untilMs] = [(clip?.fromMs ?? 0) - beginsAtMs, (clip?.untilMs ?? 0) - beginsAtMs];
    const sentPieces = pieces.filter(
      ({ kind, startMs }) => kind === "header" || (startMs >= fromMs && startMs < untilMs),
    );
    // Three seconds on both sides, and what of a second more has to be there to begin with a key frame.
    const momentMs = atMs - beginsAtMs;
    expect(momentMs - fromMs).toBeGreaterThanOrEqual(3_000);
    expect(momentMs - fromMs).toBeLessThan(4_000);
    expect(untilMs - momentMs).toBeGreaterThan(2_000);
    expect(untilMs - momentMs).toBeLessThanOrEqual(3_000);
    expect(sentPieces.length).toBeLessThan(10);
    const told = await read<RecordingPieces>(path(commentId, "clip/pieces"), "ana");
    expect(told.pieces.map(({ startMs, bytes }) => [startMs, bytes])).toEqual(
      sentPieces.map(({ startMs, bytes }) => [startMs, bytes.byteLength]),
    );
    const media = path(commentId, "clip/media");
    const whole = joined(sentPieces);
    expect((await bytesOf(await ask(media, "ana"))).equals(whole)).toBe(true);
    const third = told.pieces[2];
    const range = `bytes=${third?.firstByte}-${(third?.firstByte ?? 0) + (third?.bytes ?? 0) - 1}`;
    expect(
      (await bytesOf(await ask(media, "ana", undefined, { range }))).equals(Buffer.from(sentPieces[2]!.bytes)),
    ).toBe(true);
    const beyond = await ask(media, "ana", undefined, { range: `bytes=${whole.byteLength}-` });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${whole.byteLength}`]);
    const figures = await read<ClipFigures>(path(commentId, "clip"), "ana");
    expect(Math.min(...figures.atMs)).toBeGreaterThanOrEqual(clip?.fromMs ?? Number.NaN);
    expect(Math.max(...figures.atMs)).toBeLessThanOrEqual(clip?.untilMs ?? Number.NaN);
    // What it is of stays closed to her.
    for (const what of ["media", "pieces", "download"])
      expect((await ask(`/api/recordings/${recordingId}/${what}`, "ana")).status, what).toBe(403);
    expect((await ask(`${reviewPath()}/figures/${set.setId}/0`, "ana")).status).toBe(403);
  });

  it("is nobody else's, whatever they are in the clinic", async () => {
    const commentId = await sent("picture");
    const expected: Record<string, readonly [number, string]> = {
      bruno: [404, "review/unknown"],
      // Therapists of the class have the review for it, in which that they look is noted as theirs.
      therapist: [404, "review/unknown"],
      colleague: [404, "review/unknown"],
      stranger: [404, "review/unknown"],
      operator: [403, "sign_in/not_for_operators"],
      nobody: [401, "sign_in/required"],
    };
    for (const [who, refusal] of Object.entries(expected))
      for (const part of PARTS) expect(await refusalOf(await ask(path(commentId, part), who)), who).toEqual(refusal);
    for (const name of ["x", "%00", recordingId])
      expect((await ask(`/api/comments/${name}/clip`, "ana")).status, name).toBe(404);
  });

  it("is not sent with a picture where none was recorded: it is told, and nothing is sent", async () => {
    const { commentId } = await write(1);
    expect(await refusalOf(await send(commentId, "picture"))).toEqual([409, "review/no_picture"]);
    expect(await sentTo(commentId, "bruno")).toBeUndefined();
    expect((await send(commentId, "movement")).status).toBe(204);
    expect((await sentTo(commentId, "bruno"))?.clip).toMatchObject({ picture: null });
  });

  it("has every look at it in the log: that it was sent and with how much, that it was read, and the picture opened", async () => {
    const { entries } = await read<AuditLog>(`/api/audit/log/-/${patientId(0)}/-`, "colleague");
    const ofAna = entries.filter(({ role }) => role === "patient");
    // One sitting is one entry, however many comments and ranges it asked for.
    expect(ofAna.map(({ action, source }) => [action, source]).toSorted()).toEqual([
      ["comment.viewed", null],
      ["recording.viewed", "camera"],
    ]);
    const reasons = entries.filter(({ action }) => action === "comment.sent").map(({ reason }) => reason);
    expect(reasons).toEqual(["picture", "picture", "movement", null]);
  });

  it("ends with what it is of: a recording that is destroyed, a comment that is removed", async () => {
    const commentId = await sent("picture");
    expect((await ask(path(commentId, "clip/media"), "ana")).status).toBe(200);
    const acts = `${reviewPath()}/recordings/destroy`;
    expect((await ask(acts, "therapist", { recordingIds: [recordingId], reason: "asked" })).status).toBe(200);
    expect(await refusalOf(await ask(path(commentId, "clip/media"), "ana"))).toEqual([410, "recording/destroyed"]);
    expect((await read<ClipFigures>(path(commentId, "clip"), "ana")).atMs.length).toBeGreaterThan(0);
    expect((await ask(`/api/comments/${commentId}/remove`, "therapist", {})).status).toBe(204);
    expect(await refusalOf(await ask(path(commentId, "clip"), "ana"))).toEqual([404, "review/unknown"]);
  });
});
