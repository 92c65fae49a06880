// Recordings over HTTP as a player asks for them, over both transports, and who is refused.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import type { AuditLog } from "@ensemble/shared/protocol/audit-messages.ts";
import type { RecordingPieces } from "@ensemble/shared/protocol/http-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { ServerProcess } from "../../scripts/cluster/server-process.ts";
import { DEMO_CLINIC_ID, DEMO_OPERATOR, DEMO_PATIENTS } from "../src/demo/demo-people.ts";
import { signInByLink } from "../src/demo/simulated-participant.ts";
import { createLink } from "../src/identity/link-token.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { auditKey } from "../src/recordings/audit-chain.ts";
import { describeOverBothTransports } from "./support/over-both-transports.ts";
import { findLeaks, mark } from "./support/search-log.ts";
import { createSession } from "./support/simulated-class.ts";
import { addStrangeTherapist } from "./support/strange-therapist.ts";
import { testEnvironment } from "./support/test-server.ts";
import { cameraOf, failIfStopped, joined, madePieces } from "./support/vault.ts";
import { findEpoch, openVaultAt } from "./support/vault-places.ts";

const PATIENCE = { timeout: 20_000, interval: 20 };
const READING_NOTHING = 15;
const PIECES = 45;
/** More than a connection takes before somebody reads. */
const PIECE_BYTES = 400_000;

describeOverBothTransports("a recording", ({ createServer }) => {
  let server: ServerProcess;
  let logFile: string;
  let drop: (() => Promise<void>) | undefined;
  let vault: Awaited<ReturnType<typeof openVaultAt>>;
  let session: GroupSessionId;
  let patientId: string;
  let recordingId: string;
  const cookies: Record<string, string> = {};
  const pieces = [...madePieces(PIECES, PIECE_BYTES)];
  const marked = Buffer.from(mark("picture").repeat(100));
  pieces.push({
    index: PIECES,
    kind: "media",
    startMs: PIECES * 1_000,
    durationMs: 1_000,
    keyFrame: true,
    bytes: marked,
  });
  const all = joined(pieces);

  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    const { env } = environment;
    const state = env.ENSEMBLE_DATA_DIR ?? "";
    logFile = join(state, "server.log");
    server = await createServer({ ...env, LOG_LEVEL: "trace" }, { logFile });
    await server.start();
    const keys = await loadKeys(join(state, "keys.json"));
    const created = await createSession(server.url, 1);
    session = created.groupSessionId;
    vault = await openVaultAt({
      databaseUrl: env.DATABASE_URL ?? "",
      storeDirectory: join(state, "recordings"),
      keysFile: join(state, "recording-keys.json"),
      auditKey: auditKey(keys.fields),
    });
    const stranger = await addStrangeTherapist(env.DATABASE_URL, keys);
    const links = {
      therapist: created.therapist.link,
      patient: created.patients[0]?.link ?? "",
      other: createLink(keys.links, DEMO_PATIENTS[5]!.personId, Date.now() + 60_000),
      operator: createLink(keys.links, DEMO_OPERATOR.personId, Date.now() + 60_000),
      stranger: createLink(keys.links, stranger, Date.now() + 60_000),
    };
    for (const [name, link] of Object.entries(links)) {
      const { cookie, me } = await signInByLink(server.url, link);
      cookies[name] = cookie;
      if (name === "patient") patientId = me.personId;
    }
    const therapist = { personId: "tess", role: "therapist" } as const;
    const keeping = await vault.recordings.startKeeping(
      cameraOf(session, patientId, await findEpoch(vault.pool, session)),
      therapist,
      failIfStopped,
    );
    recordingId = keeping.recordingId;
    for (const piece of pieces) await keeping.keepPiece(piece);
    await keeping.finish();
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await vault?.pool.end();
    await drop?.();
  });

  const ask = (headers: Readonly<Record<string, string>> = {}, who = "therapist", what = "media", method = "GET") =>
    fetch(`${server.url}/api/recordings/${recordingId}/${what}`, {
      method,
      headers: { cookie: cookies[who] ?? "", ...headers },
    });
  const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
  const headersOf = ({ headers }: Response, ...names: readonly string[]) => names.map((name) => headers.get(name));
  const entries = async () =>
    (await vault.audit.read(DEMO_CLINIC_ID, { limit: 100 })).filter(({ subject }) => subject === recordingId);

  it("is given whole, and never kept by anybody in between", async () => {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(
      headersOf(answer, "content-type", "accept-ranges", "cache-control", "content-length", "x-content-type-options"),
    ).toEqual(["video/webm", "bytes", "no-store", String(all.byteLength), "nosniff"]);
    expect((await bytesOf(answer)).equals(all)).toBe(true);
  });

  it.each([
    ["bytes=0-", 0, all.byteLength],
    ["bytes=0-0", 0, 1],
    ["bytes=399990-400010", 399_990, 400_011],
    ["bytes=5000000-9999999", 5_000_000, 10_000_000],
    ["bytes=-17", all.byteLength - 17, all.byteLength],
  ])("is given in parts: %s", async (range, begin, end) => {
    const answer = await ask({ range });
    expect(answer.status).toBe(206);
    expect(headersOf(answer, "content-range", "content-length")).toEqual([
      `bytes ${begin}-${end - 1}/${all.byteLength}`,
      String(end - begin),
    ]);
    expect((await bytesOf(answer)).equals(all.subarray(begin, end))).toBe(true);
  });

  it("has no part behind its end, and is whole where a range is not understood or of another state of it", async () => {
    const beyond = await ask({ range: `bytes=${all.byteLength}-` });
    expect([beyond.status, ...headersOf(beyond, "content-range")]).toEqual([416, `bytes */${all.byteLength}`]);
    expect((await bytesOf(beyond)).byteLength).toBe(0);
    const etag = beyond.headers.get("etag") ?? "";
    for (const headers of [
      { range: "bytes=5-4" },
      { range: "bytes=0-1,3-4" },
      { range: "bytes=0-1", "if-range": '"other"' },
    ]) {
      const answer = await ask(headers);
      expect(answer.status).toBe(200);
      await answer.body?.cancel();
    }
    expect((await ask({ range: "bytes=0-1", "if-range": etag })).status).toBe(206);
  });

  it("tells its head without being opened", async () => {
    const before = (await entries()).length;
    const answer = await ask({ range: "bytes=0-1" }, "therapist", "media", "HEAD");
    expect([answer.status, ...headersOf(answer, "content-length", "accept-ranges")]).toEqual([
      200,
      String(all.byteLength),
      "bytes",
    ]);
    expect((await entries()).length).toBe(before);
    expect((await ask({}, "other", "media", "HEAD")).status).toBe(403);
  });

  it("tells where a player may enter, without being opened", async () => {
    const before = (await entries()).length;
    const answer = (await (await ask({}, "therapist", "pieces")).json()) as RecordingPieces;
    expect(answer.pieces.map(({ startMs, keyFrame }) => [startMs, keyFrame])).toEqual(
      pieces.map(({ startMs, keyFrame }) => [startMs, keyFrame]),
    );
    const { firstByte, bytes } = answer.pieces[7]!;
    const part = await ask({ range: `bytes=${firstByte}-${firstByte + bytes - 1}` });
    expect((await bytesOf(part)).equals(Buffer.from(pieces[7]!.bytes))).toBe(true);
    expect((await entries()).length).toBe(before);
  });

  it("is taken along under a name that says nothing, which is another entry than looking at it", async () => {
    const answer = await ask({}, "therapist", "download");
    expect(headersOf(answer, "content-disposition")).toEqual([`attachment; filename="recording-${recordingId}.webm"`]);
    expect((await bytesOf(answer)).equals(all)).toBe(true);
    const actions = (await entries()).map(({ action }) => action);
    expect(actions.filter((action) => action === "recording.downloaded")).toHaveLength(1);
    expect(actions.filter((action) => action === "recording.viewed")).toHaveLength(1);
  });

  it("is sent no faster than it is taken: whoever reads nothing costs a few megabytes, and leaving ends it", async () => {
    const { hostname, port } = new URL(server.url);
    const before = await server.peakMegabytes();
    const sockets = Array.from({ length: READING_NOTHING }, () => {
      const socket = connect({ port: Number(port), host: hostname }).pause();
      const head = [
        "GET /api/recordings/ID/media HTTP/1.1".replace("ID", recordingId),
        "Host: ok",
        `Cookie: ${cookies.therapist}`,
      ];
      socket.write(`${head.join("\r\n")}\r\n\r\n`);
      return socket;
    });
    await Promise.all(sockets.map((socket) => once(socket, "readable")));
    // Others are answered meanwhile, twice over: long enough to have gathered all of it for each of them.
    for (let i = 0; i < 2; i++) expect((await bytesOf(await ask())).equals(all)).toBe(true);
    const grown = (await server.peakMegabytes()) - before;
    for (const socket of sockets) socket.destroy();
    expect(grown).toBeLessThan((READING_NOTHING * all.byteLength) / 1024 / 1024 / 2);
    expect((await bytesOf(await ask({ range: "bytes=7-8" }))).byteLength).toBe(2);
  });

  it("is refused to whoever may not see it, and to another clinic as if it were not there", async () => {
    const said = async (who: string, what = "media") => {
      const answer = await ask({}, who, what);
      return [answer.status, ((await answer.json()) as { code: string }).code];
    };
    for (const what of ["media", "download", "pieces"]) {
      expect(await said("nobody", what)).toEqual([401, "sign_in/required"]);
      expect(await said("patient", what)).toEqual([403, "recording/not_allowed"]);
      expect(await said("other", what)).toEqual([403, "recording/not_allowed"]);
      expect(await said("stranger", what)).toEqual([404, "recording/unknown"]);
      expect(await said("operator", what)).toEqual([403, "sign_in/not_for_operators"]);
    }
    const list = async (who: string) => {
      const answer = await fetch(`${server.url}/api/sessions/${session}/recordings`, {
        headers: { cookie: cookies[who] ?? "" },
      });
      return [answer.status, await answer.json()];
    };
    expect(await list("therapist")).toMatchObject([200, [{ recordingId, participantId: patientId, state: "whole" }]]);
    expect(await list("patient")).toEqual([200, []]);
    expect(await list("nobody")).toMatchObject([401, {}]);
    expect(await list("stranger")).toEqual([404, { code: "session/unknown" }]);
    expect(await list("operator")).toMatchObject([403, {}]);
  });

  it("has its log shown to the clinic's therapists, page by page, and to nobody else", async () => {
    const read = async (who: string, before = "-") => {
      const path = `/api/audit/log/-/${patientId}/${before}`;
      const answer = await fetch(`${server.url}${path}`, { headers: { cookie: cookies[who] ?? "" } });
      return [answer.status, (await answer.json()) as AuditLog] as const;
    };
    const [status, { entries: listed }] = await read("therapist");
    expect(status).toBe(200);
    const viewed = { action: "recording.viewed", source: "camera", role: "therapist", reason: null };
    expect(listed).toContainEqual(expect.objectContaining(viewed));
    const [newest, second] = listed;
    expect((await read("therapist", String(newest?.sequence)))[1].entries[0]).toEqual(second);
    expect(await read("therapist", "x")).toEqual([400, { code: "protocol/malformed" }]);
    expect(await read("stranger")).toEqual([200, { entries: [], olderThan: null }]);
    expect(await read("patient")).toEqual([403, { code: "recording/not_allowed" }]);
    expect((await read("operator"))[0]).toBe(403);
    expect((await read("nobody"))[0]).toBe(401);
  });

  it("is shown to its patient once it was sent", async () => {
    await vault.recordings.send(recordingId, true, { personId: "tess", clinicId: DEMO_CLINIC_ID, role: "therapist" });
    expect((await bytesOf(await ask({ range: "bytes=0-9" }, "patient"))).equals(all.subarray(0, 10))).toBe(true);
    expect((await ask({}, "other")).status).toBe(403);
  });

  it("breaks off where it was changed, told as an end of the connection and not of the recording", async () => {
    await vault.pool.query(
      "UPDATE recording_object SET pieces = jsonb_set(pieces, '{19,1}', '1') WHERE recording_id = $1 AND first_piece = 0",
      [recordingId],
    );
    await expect(ask().then(bytesOf)).rejects.toThrow();
    const answer = await ask({ range: `bytes=${19 * PIECE_BYTES + 1_000}-` });
    expect([answer.status, await answer.json()]).toEqual([503, { code: "recording/damaged" }]);
    await vi.waitFor(
      async () => expect(await readFile(logFile, "utf8")).toContain("a recording cannot be read"),
      PATIENCE,
    );
  });

  it("is gone for everybody when it is destroyed, also for those who have it open", async () => {
    await vault.recordings.destroy(recordingId, "asked", {
      personId: "tess",
      clinicId: DEMO_CLINIC_ID,
      role: "therapist",
    });
    const answer = await ask();
    expect([answer.status, await answer.json()]).toEqual([410, { code: "recording/destroyed" }]);
    for (const name of ["x", "..%2f..%2fkeys.json", "%00", randomBytes(8).toString("hex")]) {
      const other = await fetch(`${server.url}/api/recordings/${name}/media`, {
        headers: { cookie: cookies.therapist ?? "" },
      });
      expect(other.status).toBe(404);
    }
  });

  it("leaves nothing in the log of what was in it", async () => {
    const lines = (await readFile(logFile, "utf8")).split("\n");
    expect(lines.length).toBeGreaterThan(5);
    expect(
      findLeaks(
        lines.filter((line) => !line.includes("/sign-in#")),
        [patientId],
      ).filter(({ line }) => line.includes("recording")),
    ).toEqual([]);
  });
});
