// What is kept of a patient in a class, over HTTP: what its therapists are told, what they may decide, and that nobody else is told or decides anything.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordingCustody } from "@ensemble/shared/protocol/custody-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { DEMO_CLINIC_ID, DEMO_OPERATOR, DEMO_PATIENTS, DEMO_THERAPIST } from "../src/demo/demo-people.ts";
import { signInByLink } from "../src/demo/simulated-participant.ts";
import { createLink } from "../src/identity/link-token.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { auditKey } from "../src/recordings/audit-chain.ts";
import { findLeaks } from "./support/search-log.ts";
import { createSession } from "./support/simulated-class.ts";
import { addStrangeTherapist } from "./support/strange-therapist.ts";
import { testEnvironment } from "./support/test-server.ts";
import { cameraOf, failIfStopped, madePieces } from "./support/vault.ts";
import { findEpoch, openVaultAt } from "./support/vault-places.ts";

const DAY_MS = 86_400_000;
const KEPT_DAYS = 12;

describe("what is kept of a patient in a class", () => {
  let server: ServerProcess;
  let drop: (() => Promise<void>) | undefined;
  let vault: Awaited<ReturnType<typeof openVaultAt>>;
  let session: GroupSessionId;
  let logFile: string;
  const cookies: Record<string, string> = {};
  const ids: Record<string, string> = {};
  const names: Record<string, string> = {};
  let mine: readonly string[];
  let others: string;

  beforeAll(async () => {
    const made = await testEnvironment();
    drop = made.drop;
    const state = made.env.ENSEMBLE_DATA_DIR ?? "";
    logFile = join(state, "server.log");
    const env = { ...made.env, LOG_LEVEL: "trace", RECORDINGS_KEPT_DAYS: String(KEPT_DAYS) };
    server = await createServerProcess(env, { logFile });
    await server.start();
    const keys = await loadKeys(join(state, "keys.json"));
    const created = await createSession(server.url, 2);
    session = created.groupSessionId;
    vault = await openVaultAt({
      databaseUrl: made.env.DATABASE_URL ?? "",
      storeDirectory: join(state, "recordings"),
      keysFile: join(state, "recording-keys.json"),
      auditKey: auditKey(keys.fields),
    });
    const stranger = await addStrangeTherapist(made.env.DATABASE_URL, keys);
    const linkOf = (personId: string) => createLink(keys.links, personId, Date.now() + 60_000);
    const links = {
      therapist: created.therapist.link,
      ana: created.patients[0]?.link ?? "",
      bruno: created.patients[1]?.link ?? "",
      elsewhere: linkOf(DEMO_PATIENTS[5]!.personId),
      colleague: linkOf(DEMO_THERAPIST.personId),
      stranger: linkOf(stranger),
      operator: linkOf(DEMO_OPERATOR.personId),
    };
    for (const [name, link] of Object.entries(links)) {
      const { cookie, me } = await signInByLink(server.url, link);
      [cookies[name], ids[name], names[name]] = [cookie, me.personId, me.name];
    }
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await vault?.pool.end();
    await drop?.();
  });

  const record = async (personId: string, source: "camera" | "microphone") => {
    const actor = { personId: ids.therapist ?? "", role: "therapist" } as const;
    const start = { ...cameraOf(session, personId, await findEpoch(vault.pool, session)), source };
    const keeping = await vault.recordings.startKeeping(start, actor, failIfStopped);
    for (const piece of madePieces(6)) await keeping.keepPiece(piece);
    await keeping.finish();
    return keeping.recordingId;
  };
  beforeEach(async () => {
    mine = [await record(ids.ana ?? "", "camera"), await record(ids.ana ?? "", "microphone")];
    others = await record(ids.bruno ?? "", "camera");
  });

  const path = (who = "ana") => `/api/sessions/${session}/review/${ids[who]}/recordings`;
  const ask = (where: string, who: string, body?: unknown) =>
    fetch(`${server.url}${where}`, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: { cookie: cookies[who] ?? "", "content-type": "application/json" },
    });
  const custodyOf = async (answer: Promise<Response>) => {
    const response = await answer;
    expect(response.status).toBe(200);
    return (await response.json()) as RecordingCustody;
  };
  const refusal = async (answer: Promise<Response>) => {
    const response = await answer;
    return [response.status, ((await response.json()) as { code: string }).code];
  };
  const act = (what: string, body: unknown, who = "therapist", of = "ana") => ask(`${path(of)}/${what}`, who, body);
  const own = ({ recordings }: RecordingCustody) => recordings.filter(({ recordingId }) => mine.includes(recordingId));
  const audited = async () =>
    (await vault.audit.read(DEMO_CLINIC_ID, { limit: 500 }))
      .filter(({ subject }) => [...mine, others].includes(subject))
      .map(({ action, reason, actor }) => `${action} ${reason ?? "-"} ${actor.personId}`);

  it("is told with when it began, how long it is and until when it is kept; nothing of anybody else", async () => {
    const custody = await custodyOf(ask(path(), "therapist"));
    expect(custody.recordings.map(({ recordingId }) => recordingId)).not.toContain(others);
    const { rows } = await vault.pool.query("SELECT started_at, ended_at FROM recording WHERE id = $1", [mine[0]]);
    expect(own(custody)).toEqual([
      {
        recordingId: mine[0],
        source: "camera",
        startedAtMs: rows[0].started_at.getTime(),
        durationMs: 5_000,
        state: "whole",
        keptUntilMs: rows[0].ended_at.getTime() + KEPT_DAYS * DAY_MS,
        held: null,
        destroyed: null,
      },
      expect.objectContaining({ recordingId: mine[1], source: "microphone" }),
    ]);
  });

  it.each([
    ["the patient", "ana", 403, "review/not_allowed"],
    ["another patient of the class", "bruno", 403, "review/not_allowed"],
    ["a patient of another class", "elsewhere", 403, "session/not_a_member"],
    ["a therapist of the clinic who was not there", "colleague", 403, "session/not_a_member"],
    ["a therapist of another clinic", "stranger", 404, "session/unknown"],
    ["who runs the machines", "operator", 403, "sign_in/not_for_operators"],
    ["nobody who is signed in", "nobody", 401, "sign_in/required"],
  ])("is neither told to nor decided by %s", async (_, who, status, code) => {
    const before = await audited();
    const asked = [
      ask(path(), who),
      act("hold", { recordingIds: mine, reason: "complaint" }, who),
      act("release", { recordingIds: mine }, who),
      act("destroy", { recordingIds: mine, reason: "asked" }, who),
    ];
    for (const answer of asked) expect(await refusal(answer)).toEqual([status, code]);
    expect(await audited()).toEqual(before);
    for (const one of own(await custodyOf(ask(path(), "therapist"))))
      expect(one).toMatchObject({ held: null, destroyed: null, state: "whole" });
  });

  it("is held for one of the fixed reasons, once, and not destroyed meanwhile, in no part", async () => {
    const [camera] = mine;
    const held = await custodyOf(act("hold", { recordingIds: [camera], reason: "complaint" }));
    expect(own(held)).toMatchObject([{ held: { why: "complaint" } }, { held: null }]);
    await custodyOf(act("hold", { recordingIds: mine, reason: "authority" }));
    const sinceMs = own(held)[0]?.held?.sinceMs;
    expect(own(await custodyOf(ask(path(), "therapist")))).toMatchObject([
      { held: { sinceMs, why: "complaint" } },
      { held: { why: "authority" } },
    ]);
    await custodyOf(act("release", { recordingIds: [mine[1]] }));
    const both = { recordingIds: mine, reason: "asked" };
    expect(await refusal(act("destroy", both))).toEqual([409, "recording/held"]);
    expect(own(await custodyOf(ask(path(), "therapist")))).toMatchObject([{ destroyed: null }, { destroyed: null }]);
    const by = ids.therapist;
    expect((await audited()).filter((entry) => /held|released|destroyed/.test(entry)).reverse()).toEqual([
      `recording.held complaint ${by}`,
      `recording.held authority ${by}`,
      `recording.released - ${by}`,
    ]);
    await custodyOf(act("release", { recordingIds: mine }));
  });

  it("is destroyed at once and once; that it was, when and why stays, with who did it", async () => {
    const played = await ask(`/api/recordings/${mine[0]}/media`, "therapist");
    expect((await played.arrayBuffer()).byteLength).toBeGreaterThan(0);
    const before = Date.now();
    const custody = await custodyOf(act("destroy", { recordingIds: mine, reason: "consentWithdrawn" }));
    for (const one of own(custody)) {
      expect(one).toMatchObject({
        state: "destroyed",
        durationMs: 0,
        keptUntilMs: null,
        destroyed: { byRole: "therapist", why: "consentWithdrawn" },
      });
      expect(one.destroyed?.atMs).toBeGreaterThanOrEqual(before);
    }
    expect(custody.log.slice(0, 3)).toMatchObject([
      { action: "recording.destroyed", personName: names.therapist, reason: "consentWithdrawn" },
      { action: "recording.destroyed" },
      { action: "recording.viewed", personName: names.therapist, role: "therapist" },
    ]);
    expect(await refusal(ask(`/api/recordings/${mine[0]}/media`, "therapist"))).toEqual([410, "recording/destroyed"]);
    expect(await refusal(act("destroy", { recordingIds: mine, reason: "asked" }))).toEqual([
      410,
      "recording/destroyed",
    ]);
    expect(await refusal(act("hold", { recordingIds: mine, reason: "complaint" }))).toEqual([
      410,
      "recording/destroyed",
    ]);
    expect(own(await custodyOf(ask(path(), "therapist")))[0]?.destroyed?.why).toBe("consentWithdrawn");
    expect((await audited()).filter((entry) => entry.startsWith("recording.destroyed"))).toHaveLength(2);
  });

  it("is not another patient's: theirs are neither held nor destroyed by this way, nor named in this log", async () => {
    for (const [what, reason] of [
      ["hold", { reason: "complaint" }],
      ["release", {}],
      ["destroy", { reason: "asked" }],
    ] as const) {
      const answer = act(what, { recordingIds: [mine[0], others], ...reason });
      expect(await refusal(answer)).toEqual([404, "recording/unknown"]);
    }
    await (await ask(`/api/recordings/${others}/download`, "colleague")).arrayBuffer();
    const log = (await custodyOf(ask(path(), "therapist"))).log;
    expect(log.filter(({ action }) => action === "recording.downloaded")).toEqual([]);
    const theirs = (await custodyOf(ask(path("bruno"), "therapist"))).log;
    expect(theirs[0]).toMatchObject({ action: "recording.downloaded", personName: names.colleague });
    // The therapist's own is listed by its own way; of them nothing was recorded.
    const own = await custodyOf(ask(path("therapist"), "therapist"));
    expect(own).toEqual({ name: names.therapist, recordings: [], log: [] });
  });

  it.each([
    ["hold", { reason: "Ana complained about her knee" }],
    ["hold", {}],
    ["destroy", { reason: "retention" }],
    ["destroy", {}],
    ["destroy", { reason: "asked", recordingIds: [] }],
    ["destroy", { reason: "asked", recordingIds: ["../.."] }],
    ["release", { recordingIds: "all" }],
    ["hold", { reason: "complaint", note: "words" }],
  ])("takes no other words: %s %j", async (what, body) => {
    const [status, code] = await refusal(act(what, { recordingIds: mine, ...body }));
    expect([status, code]).toEqual([400, "protocol/malformed"]);
  });

  it("leaves no names in the server's log", async () => {
    await ask(path(), "therapist");
    const lines = readFileSync(logFile, "utf8").split("\n");
    expect(lines.length).toBeGreaterThan(10);
    expect(findLeaks(lines, [names.ana ?? "", names.therapist ?? ""])).toEqual([]);
  });
});
