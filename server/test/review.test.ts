// Looking back at a class that was recorded: what its therapist is given, that it is what was counted, and that nobody else is given any of it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AuditLog } from "@ensemble/shared/protocol/audit-messages.ts";
import { decodeFigureBundle } from "@ensemble/shared/protocol/figure-bundle.ts";
import {
  type CommentBody,
  FIGURES_A_REQUEST,
  type ReviewComment,
  type ReviewCurve,
  type SentComment,
  type SessionReview,
} from "@ensemble/shared/protocol/review-messages.ts";
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { DEMO_OPERATOR, DEMO_THERAPIST } from "../src/demo/demo-people.ts";
import { signInByLink } from "../src/demo/simulated-participant.ts";
import { createLink } from "../src/identity/link-token.ts";
import { type Keys, loadKeys } from "../src/platform/keys.ts";
import { createJournalStore } from "../src/session/index.ts";
import { findLeaks, mark } from "./support/search-log.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { addStrangeTherapist } from "./support/strange-therapist.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };
const REPETITIONS = 3;
const CIRCLE = {
  annotationId: "6f1c2d8e-1b7a-4c55-8a0e-3d2f9b6c7a01",
  tool: "circle",
  points: [
    [900, 1_200],
    [1_000, 1_200],
  ],
  stays: false,
} as const;
const TARGET = {
  annotationId: "6f1c2d8e-1b7a-4c55-8a0e-3d2f9b6c7a02",
  tool: "target",
  joint: "leftKnee",
  degrees: 90,
} as const;

describe("looking back at a class", () => {
  let server: ServerProcess;
  let group: SimulatedClass;
  let pool: pg.Pool;
  let drop: (() => Promise<void>) | undefined;
  let logFile: string;
  let entries: readonly JournalEntry[];
  let keys: Keys;
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    const made = await testEnvironment();
    drop = made.drop;
    const state = made.env.ENSEMBLE_DATA_DIR ?? "";
    logFile = join(state, "server.log");
    server = await createServerProcess({ ...made.env, LOG_LEVEL: "trace" }, { logFile });
    await server.start();
    pool = new pg.Pool({ connectionString: made.env.DATABASE_URL });
    keys = await loadKeys(join(state, "keys.json"));
    group = await startSimulatedClass(server.url, 2);
    await group.startSet("squat", REPETITIONS);
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS, REPETITIONS]), PATIENCE);
    const { link } = group.therapist.participant;
    const participantId = group.patients[0]?.participant.me.personId ?? ("" as never);
    for (const annotation of [CIRCLE, TARGET])
      await link.command({ name: "drawAnnotation", participantId, annotation });
    await link.command({ name: "eraseAnnotation", participantId, annotationId: CIRCLE.annotationId });
    await link.command({ name: "finishSet" });
    for (const whose of [participantId, null]) await link.command({ name: "movePrivateWord", participantId: whose });
    await group.therapist.finishSession();
    const stranger = await addStrangeTherapist(made.env.DATABASE_URL, keys);
    const linkOf = (personId: string) => createLink(keys.links, personId, Date.now() + 60_000);
    const links = {
      therapist: group.created.therapist.link,
      ana: group.created.patients[0]?.link ?? "",
      bruno: group.created.patients[1]?.link ?? "",
      colleague: linkOf(DEMO_THERAPIST.personId),
      stranger: linkOf(stranger),
      operator: linkOf(DEMO_OPERATOR.personId),
    };
    for (const [name, link] of Object.entries(links)) cookies[name] = (await signInByLink(server.url, link)).cookie;
    const journal = createJournalStore(pool, keys);
    entries = (await journal.readEntries(group.created.groupSessionId)).map(({ entry }) => entry);
  }, 180_000);
  afterAll(async () => {
    group?.close();
    await server?.stop();
    await pool?.end();
    await drop?.();
  });

  const patientId = (place: number) => group.patients[place]?.participant.me.personId ?? "";
  const ask = (path: string, who: string, body?: unknown) =>
    fetch(`${server.url}${path}`, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: { cookie: cookies[who] ?? "", "content-type": "application/json" },
    });
  const reviewPath = (place = 0) => `/api/sessions/${group.created.groupSessionId}/review/${patientId(place)}`;
  const read = async <Answer>(path: string, who = "therapist") => {
    const answer = await ask(path, who);
    expect(answer.status, path).toBe(200);
    return (await answer.json()) as Answer;
  };
  const readReview = (place = 0) => read<SessionReview>(reviewPath(place));
  const readOnlySet = async (place = 0) => {
    const [set] = (await readReview(place)).sets;
    if (set === undefined) throw new Error("no set");
    return set;
  };
  const readCurve = async (place = 0) =>
    read<ReviewCurve>(`${reviewPath(place)}/curve/${(await readOnlySet(place)).setId}`);
  const readFigures = async (frame: number) => {
    const answer = await ask(`${reviewPath()}/figures/${(await readOnlySet()).setId}/${frame}`, "therapist");
    expect(answer.status).toBe(200);
    return decodeFigureBundle(new Uint8Array(await answer.arrayBuffer()))?.figures ?? [];
  };
  const statusAndCode = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

  it("gives the set with the journal's repetitions, at the journal's times", async () => {
    const review = await readReview();
    expect(review).toMatchObject({ title: "Simulated session", participantId: patientId(0), mark: 0, comments: [] });
    expect(review.name).not.toBe("");
    const set = await readOnlySet();
    const counted = entries.flatMap(({ fact }) =>
      fact.kind === "repetitionCounted" && fact.participantId === patientId(0) ? [fact] : [],
    );
    expect(counted).toHaveLength(REPETITIONS);
    expect(set).toMatchObject({
      ordinal: 1,
      exerciseId: "squat",
      phase: "exercise",
      target: { repetitions: REPETITIONS },
      pauses: [],
      repetitions: counted.map(({ ordinal, startMs, endMs, quality, confidence }) => {
        return { ordinal, startMs, endMs, quality, confidence };
      }),
    });
    const [opened, started, finished] = ["sessionOpened", "setStarted", "setFinished"].map(
      (kind) => entries.find(({ fact }) => fact.kind === kind)?.atMs ?? 0,
    );
    expect(set.startMs).toBe((started ?? 0) - (opened ?? 0));
    expect(set.endMs).toBe((finished ?? 0) - (opened ?? 0));
    const cues = entries.filter(({ fact }) => fact.kind === "cueGiven" && fact.participantId === patientId(0));
    expect(set.cues).toHaveLength(cues.length);
  });

  it("tells what was drawn on the picture and for how long it stood there, and that there was a private word", async () => {
    const opened = entries.find(({ fact }) => fact.kind === "sessionOpened")?.atMs ?? 0;
    const [circleDrawn = 0, targetDrawn = 0, erased = 0, begun = 0, over = 0, ended = 0] = entries.flatMap(
      ({ atMs, fact }) =>
        /^annotation|^privateWord|^sessionEnded/.test(fact.kind) ? [Math.max(0, atMs - opened)] : [],
    );
    const { drawings, moments, endsAtMs, therapistIds } = await readReview();
    expect(drawings).toEqual([
      { annotation: { ...CIRCLE, atMs: circleDrawn }, untilMs: erased },
      { annotation: { ...TARGET, atMs: targetDrawn }, untilMs: null },
    ]);
    expect(moments).toEqual([{ kind: "privateWord", atMs: begun, endMs: over }]);
    expect([endsAtMs, therapistIds]).toEqual([ended, [group.therapist.participant.me.personId]]);
    expect(await readReview(1)).toMatchObject({ drawings: [], moments: [] });
  });

  it("counts the curve again as it was counted, at every stored frame", async () => {
    const curve = await readCurve();
    const set = await readOnlySet();
    expect(curve).toMatchObject({ agrees: true, whole: true });
    expect(curve.frames.length).toBeGreaterThan(100);
    expect([curve.atMs.length, curve.degrees.length]).toEqual([curve.frames.length, curve.frames.length]);
    for (const [i, atMs] of curve.atMs.entries()) expect(atMs).toBeGreaterThan(curve.atMs[i - 1] ?? -1);
    // At the deepest of a repetition the curve is about as deep as was measured of it: it is the smoothed angle a screen showed.
    for (const { startMs, endMs, attainedDegrees = Number.NaN } of set.repetitions) {
      const within = curve.degrees.filter((_, i) => (curve.atMs[i] ?? 0) >= startMs && (curve.atMs[i] ?? 0) <= endMs);
      expect(Math.abs(Math.max(...within.map((degrees) => degrees ?? 0)) - attainedDegrees)).toBeLessThan(8);
    }
  });

  it("says so where the journal has something else than is counted now", async () => {
    const where = `kind = 'repetitionCounted' AND ordinal = 2 AND participant_id = '${patientId(1)}'`;
    const shift = (by: number) =>
      pool.query(
        `UPDATE journal_entry SET fact = jsonb_set(fact, '{startMs}', to_jsonb((fact->>'startMs')::int + ${by})) WHERE ${where}`,
      );
    await shift(5);
    expect((await readCurve(1)).agrees).toBe(false);
    await shift(-5);
    expect((await readCurve(1)).agrees).toBe(true);
  });

  it("gives figures a stretch at a time, each at the moment of its frame", async () => {
    const curve = await readCurve();
    const seen: number[] = [];
    for (let next = 0; next < curve.frames.length; ) {
      const figures = await readFigures(curve.frames[next] ?? 0);
      expect(figures.length).toBeLessThanOrEqual(FIGURES_A_REQUEST);
      seen.push(...figures.map(({ atMs }) => atMs));
      next += figures.length;
      if (figures.length === 0) break;
      for (const { aspect, points } of figures) {
        expect(aspect).toBeGreaterThan(0.5);
        expect(points.some((point) => point !== 0)).toBe(true);
      }
    }
    expect(seen).toEqual(curve.atMs);
    expect(await readFigures((curve.frames.at(-1) ?? 0) + 1)).toEqual([]);
  });

  it("refuses patients, colleagues who were not there, other clinics and those who run the machines", async () => {
    const { setId } = await readOnlySet();
    const body: CommentBody = { setId, atMs: 1, frame: null, text: "x", drawing: [] };
    const paths = [reviewPath(), `${reviewPath()}/curve/${setId}`, `${reviewPath()}/figures/${setId}/1`];
    const expected: Record<string, readonly [number, string]> = {
      ana: [403, "review/not_allowed"],
      bruno: [403, "review/not_allowed"],
      colleague: [403, "session/not_a_member"],
      stranger: [404, "session/unknown"],
      operator: [403, "sign_in/not_for_operators"],
      nobody: [401, "sign_in/required"],
    };
    for (const [who, refusal] of Object.entries(expected)) {
      for (const path of paths) expect(await statusAndCode(await ask(path, who)), `${who} ${path}`).toEqual(refusal);
      expect(await statusAndCode(await ask(`${reviewPath()}/comments`, who, body)), who).toEqual(refusal);
    }
    const unknown = [404, "review/unknown"];
    const session = `/api/sessions/${group.created.groupSessionId}/review`;
    expect(await statusAndCode(await ask(`${session}/nobody`, "therapist"))).toEqual(unknown);
    // The therapist's own movement is nobody's to look back at: there is none.
    expect(
      await statusAndCode(await ask(`${session}/${group.therapist.participant.me.personId}`, "therapist")),
    ).toEqual(unknown);
    expect(await statusAndCode(await ask(`${reviewPath()}/curve/other`, "therapist"))).toEqual(unknown);
    expect(await statusAndCode(await ask(`${session}/%00`, "therapist"))).toEqual(unknown);
    expect((await ask(`${reviewPath()}/figures/%00/1`, "therapist")).status).toBe(400);
    expect((await ask(`${reviewPath()}/figures/${setId}/-1`, "therapist")).status).toBe(400);
  });

  it("keeps a comment at its frame, and shows it to the patient alone, once it was sent and until it is removed", async () => {
    const { setId } = await readOnlySet();
    const curve = await readCurve();
    const frame = curve.frames[40] ?? 0;
    const drawing = [{ points: [0.4, 0.5, 0.45, 0.55, 0.5, 0.5] }];
    const text = mark("knee inwards");
    const body: CommentBody = { setId, atMs: 0, frame, text: `  ${text} `, drawing };
    const written = (await (await ask(`${reviewPath()}/comments`, "therapist", body)).json()) as ReviewComment;
    expect(written).toMatchObject({ setId, atMs: curve.atMs[40], text, drawing, sentAtMs: null });
    expect(written.figure?.points).toHaveLength(66);
    expect(written.figure?.points).toEqual([...((await readFigures(frame))[0]?.points ?? [])]);
    expect((await readReview()).comments).toEqual([written]);
    expect((await readReview(1)).comments).toEqual([]);

    const sentTo = (who: string) => read<readonly SentComment[]>("/api/comments", who);
    expect(await sentTo("ana")).toEqual([]);
    const decide = async (what: "send" | "remove", who: string) =>
      (await ask(`/api/comments/${written.commentId}/${what}`, who, {})).status;
    for (const what of ["send", "remove"] as const) {
      expect([await decide(what, "ana"), await decide(what, "bruno")]).toEqual([403, 403]);
      expect([await decide(what, "colleague"), await decide(what, "stranger")]).toEqual([404, 404]);
    }
    expect(await decide("send", "therapist")).toBe(204);
    expect(await decide("send", "therapist")).toBe(204);
    await sentTo("ana");
    const [sent, ...more] = await sentTo("ana");
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ commentId: written.commentId, text, drawing, figure: written.figure });
    expect(sent?.authorName).not.toBe("");
    for (const who of ["bruno", "therapist", "colleague", "stranger"]) expect(await sentTo(who), who).toEqual([]);
    const { rows } = await pool.query("SELECT * FROM review_comment");
    expect(
      JSON.stringify(rows.map((row) => ({ ...row, content_sealed: row.content_sealed.toString("latin1") }))),
    ).not.toContain(text);
    expect(await decide("remove", "therapist")).toBe(204);
    expect([await sentTo("ana"), (await readReview()).comments]).toEqual([[], []]);
    expect(await decide("remove", "therapist")).toBe(404);
  });

  it("takes no comment without words, on a frame that is not there, or in another's set", async () => {
    const { setId } = await readOnlySet();
    const well: CommentBody = { setId, atMs: 0, frame: null, text: "x", drawing: [] };
    const comment = async (changes: object) => {
      const answer = await ask(`${reviewPath()}/comments`, "therapist", { ...well, ...changes });
      return answer.status;
    };
    expect(await comment({ text: "   " })).toBe(400);
    expect(await comment({ drawing: [{ points: [0, 0, 1, 1, 1] }] })).toBe(400);
    expect(await comment({ drawing: [{ points: [0, 0, 9, 1] }] })).toBe(400);
    expect(await comment({ frame: 1_000_000 })).toBe(404);
    expect(await comment({ setId: "another" })).toBe(404);
    expect((await readReview()).comments).toEqual([]);
  });

  it("notes one viewing for one sitting, what was sent and removed, and that its patient looked at it", async () => {
    const { entries: audit } = await read<AuditLog>("/api/audit/log/-/-/-");
    const nameOf = async (place: number) => (await readReview(place)).name;
    const names = [await nameOf(0), await nameOf(1)];
    const viewed = audit.filter(({ action }) => action === "review.viewed");
    expect(viewed.map(({ about }) => about).sort()).toEqual(names.toSorted());
    for (const { personName, role, session } of viewed) {
      expect([personName, role]).toEqual([group.therapist.participant.me.name, "therapist"]);
      expect(session).toMatchObject({ title: "Simulated session" });
    }
    expect(audit.map(({ action }) => action).filter((action) => action.startsWith("comment."))).toEqual([
      "comment.removed",
      "comment.viewed",
      "comment.sent",
    ]);
    // Once, however often it was asked for, and not while there was nothing to be seen.
    const looked = { personName: names[0], role: "patient", about: names[0] };
    expect(audit.find(({ action }) => action === "comment.viewed")).toMatchObject(looked);
  });

  it("puts none of it into the server's log", () => {
    expect(findLeaks(readFileSync(logFile, "utf8").split("\n"), [])).toEqual([]);
  });
});
