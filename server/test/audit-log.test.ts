// The clinic's audit log as its therapists are shown it: in names, by kind and person, page by page, and whether its chain holds. Nobody else is shown it.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { AuditChain, AuditLog, AuditPerson } from "@ensemble/shared/protocol/audit-messages.ts";
import type { RecordingCustody } from "@ensemble/shared/protocol/custody-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_CLINIC_ID, DEMO_OPERATOR, DEMO_THERAPIST } from "../src/demo/demo-people.ts";
import { signInByLink } from "../src/demo/simulated-participant.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { auditKey } from "../src/recordings/audit-chain.ts";
import { createSession } from "./support/simulated-class.ts";
import { addStrangeTherapist } from "./support/strange-therapist.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { cameraOf, failIfStopped, madePieces } from "./support/vault.ts";
import { findEpoch, openVaultAt } from "./support/vault-places.ts";

const MANY = 60;

describe("the audit log", () => {
  let server: TestServer;
  let vault: Awaited<ReturnType<typeof openVaultAt>>;
  let session: GroupSessionId;
  const cookies: Record<string, string> = {};
  const ids: Record<string, string> = {};
  const names: Record<string, string> = {};

  beforeAll(async () => {
    server = await startTestServer();
    const state = server.environment.ENSEMBLE_DATA_DIR ?? "";
    const keys = await loadKeys(join(state, "keys.json"));
    const created = await createSession(server.url, 2);
    session = created.groupSessionId;
    vault = await openVaultAt({
      databaseUrl: server.databaseUrl,
      storeDirectory: join(state, "recordings"),
      keysFile: join(state, "recording-keys.json"),
      auditKey: auditKey(keys.fields),
    });
    const links = {
      thea: created.therapist.link,
      ana: created.patients[0]?.link ?? "",
      bruno: created.patients[1]?.link ?? "",
      colleague: server.app.inviteLink(DEMO_THERAPIST.personId),
      operator: server.app.inviteLink(DEMO_OPERATOR.personId),
      stranger: server.app.inviteLink(await addStrangeTherapist(server.databaseUrl, keys)),
    };
    for (const [name, link] of Object.entries(links)) {
      const { cookie, me } = await signInByLink(server.url, link);
      [cookies[name], ids[name], names[name]] = [cookie, me.personId, me.name];
    }
    for (const who of ["ana", "bruno", "thea"]) await record(who);
    await vault.audit.append(DEMO_CLINIC_ID, factOf("consent.given", await giveConsent("bruno"), "bruno", "patient"));
    await vault.audit.append(DEMO_CLINIC_ID, factOf("review.viewed", `${session}/${ids.ana}`, "thea"));
    await vault.audit.append(DEMO_CLINIC_ID, factOf("comment.viewed", ids.ana ?? "", "ana", "patient"));
    await vault.audit.append(DEMO_CLINIC_ID, factOf("comment.removed", randomUUID(), "thea"));
  }, 120_000);
  afterAll(async () => {
    await vault?.pool.end();
    await server?.close();
  });

  const factOf = (action: never | string, subject: string, by: string, role: "therapist" | "patient" = "therapist") =>
    ({ atMs: Date.now(), actor: { personId: ids[by] ?? "", role }, action, subject, reason: null }) as never;
  const record = async (of: string) => {
    const actor = { personId: ids.thea ?? "", role: "therapist" } as const;
    const what = cameraOf(session, ids[of], await findEpoch(vault.pool, session));
    const keeping = await vault.recordings.startKeeping(what, actor, failIfStopped);
    for (const piece of madePieces(3)) await keeping.keepPiece(piece);
    await keeping.finish();
  };
  const giveConsent = async (of: string) => {
    const id = randomUUID();
    await vault.pool.query(
      "INSERT INTO standing_consent (id, person_id, audience, given_at, ends_at) VALUES ($1, $2, 'clinic', now(), now())",
      [id, ids[of]],
    );
    return id;
  };
  const ask = async (path: string, who = "colleague") => {
    const answer = await fetch(`${server.url}/api/audit/${path}`, { headers: { cookie: cookies[who] ?? "" } });
    return [answer.status, await answer.json()] as const;
  };
  const read = async (kind = "-", of = "-", before: number | string = "-") => {
    const [status, body] = await ask(`log/${kind}/${of === "-" ? of : ids[of]}/${before}`);
    expect(status).toBe(200);
    return body as AuditLog;
  };
  const said = ({ entries }: AuditLog) =>
    entries.map(({ action, personName, about }) => `${action} by ${personName ?? "nobody"} of ${about ?? "nobody"}`);

  it("says in names who did what with whose, and in which class", async () => {
    const { entries, olderThan } = await read();
    expect(olderThan).toBeNull();
    expect(entries.map(({ sequence }) => sequence)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const [thea, ana, bruno] = [names.thea, names.ana, names.bruno];
    expect(said({ entries, olderThan })).toEqual([
      // What was removed is gone, with whose it was.
      `comment.removed by ${thea} of nobody`,
      `comment.viewed by ${ana} of ${ana}`,
      `review.viewed by ${thea} of ${ana}`,
      `consent.given by ${bruno} of ${bruno}`,
      `recording.finished by nobody of ${thea}`,
      `recording.started by ${thea} of ${thea}`,
      `recording.finished by nobody of ${bruno}`,
      `recording.started by ${thea} of ${bruno}`,
      `recording.finished by nobody of ${ana}`,
      `recording.started by ${thea} of ${ana}`,
    ]);
    expect(entries[2]).toMatchObject({ source: null, session: { title: "Simulated session" }, role: "therapist" });
    expect(entries[9]).toMatchObject({ source: "camera", session: { title: "Simulated session" } });
    expect(entries[3]).toMatchObject({ source: null, session: null });
  });

  it("is looked through by kind and by person", async () => {
    const actions = (log: AuditLog) => log.entries.map(({ action }) => action);
    expect(said(await read("-", "ana"))).toEqual([
      `comment.viewed by ${names.ana} of ${names.ana}`,
      `review.viewed by ${names.thea} of ${names.ana}`,
      `recording.finished by nobody of ${names.ana}`,
      `recording.started by ${names.thea} of ${names.ana}`,
    ]);
    // The therapist's own, too.
    expect(actions(await read("-", "thea"))).toEqual(["recording.finished", "recording.started"]);
    expect(actions(await read("looked", "-"))).toEqual(["comment.viewed", "review.viewed"]);
    expect(actions(await read("consent", "bruno"))).toEqual(["consent.given"]);
    expect(await read("consent", "ana")).toEqual({ entries: [], olderThan: null });
  });

  it("holds as long as every entry is as it was written, and names the first that is not", async () => {
    const chain = async (who?: string) => (await ask("chain", who))[1] as AuditChain;
    expect(await chain()).toMatchObject({ holds: true, entries: 10, firstFault: null });
    const stranger = { ...(factOf("review.viewed", "x/y", "stranger") as object) } as never;
    for (let entry = 0; entry < 3; entry += 1) await vault.audit.append("south", stranger);
    await vault.pool.query("ALTER TABLE audit_entry DISABLE TRIGGER USER");
    await vault.pool.query("UPDATE audit_entry SET subject = 'x/z' WHERE clinic_id = 'south' AND sequence = 2");
    expect(await chain("stranger")).toMatchObject({ holds: false, entries: 3, firstFault: 2 });
  });

  it("comes in pages, none of which has an entry twice or leaves one out", async () => {
    for (let entry = 0; entry < MANY; entry += 1)
      await vault.audit.append(DEMO_CLINIC_ID, factOf("review.viewed", `${session}/${ids.bruno}`, "thea"));
    const first = await read();
    expect(first.entries).toHaveLength(50);
    const second = await read("-", "-", first.olderThan ?? "");
    expect(second.olderThan).toBeNull();
    const numbers = [...first.entries, ...second.entries].map(({ sequence }) => sequence);
    expect(numbers).toEqual(Array.from({ length: MANY + 10 }, (_, index) => MANY + 10 - index));
  });

  it("names whom it may be about: patients and therapists of this clinic, and nobody who is simulated", async () => {
    const [, people] = (await ask("people")) as readonly [number, readonly AuditPerson[]];
    expect(people).toContainEqual({ personId: DEMO_THERAPIST.personId, name: DEMO_THERAPIST.name, role: "therapist" });
    const listed = people.map(({ personId }) => personId);
    for (const other of [ids.stranger, ids.operator, ids.ana]) expect(listed).not.toContain(other);
  });

  it("is the clinic's therapists' to read, and nobody else's", async () => {
    for (const path of ["log/-/-/-", "people", "chain"]) {
      expect(await ask(path, "ana")).toEqual([403, { code: "recording/not_allowed" }]);
      expect((await ask(path, "operator"))[0]).toBe(403);
      expect((await ask(path, "nobody"))[0]).toBe(401);
    }
    const [, elsewhere] = (await ask("log/-/-/-", "stranger")) as readonly [number, AuditLog];
    expect(elsewhere.entries).toHaveLength(3);
    // Of another clinic's person nothing is said, not even that there is one.
    expect((await ask(`log/-/${ids.ana}/-`, "stranger"))[1]).toEqual({ entries: [], olderThan: null });
    for (const path of ["log/gossip/-/-", "log/-/-/x", "log/-/%00/-", "log/-/-/9999999999"])
      expect(await ask(path)).toEqual([400, { code: "protocol/malformed" }]);
  });

  it("has the therapist's own recordings in the class's custody, for its therapists", async () => {
    const custody = async (who: string) => {
      const path = `${server.url}/api/sessions/${session}/review/${ids.thea}/recordings`;
      const answer = await fetch(path, { headers: { cookie: cookies[who] ?? "" } });
      return [answer.status, await answer.json()] as const;
    };
    const [status, kept] = (await custody("thea")) as readonly [number, RecordingCustody];
    expect([status, kept.name, kept.recordings.map(({ source }) => source)]).toEqual([200, names.thea, ["camera"]]);
    expect((await custody("ana"))[0]).toBe(403);
    expect((await custody("colleague"))[0]).toBe(403);
  });
});
