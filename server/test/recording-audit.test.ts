// The audit log on a real database: what is done with recordings is in it, whoever does it at once; it can only grow, and says when it was changed.
import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { AuditFact } from "../src/recordings/audit-chain.ts";
import { ANA, madePieces, readAll, THERAPIST, useVault } from "./support/vault.ts";

const use = useVault();
const { start, keepWhole } = use;

const query = (sql: string, ...values: unknown[]) => use.vault.clinic.pool.query(sql, values);
const actionsOf = async (subject: string) =>
  (await use.here.audit.read("clinic", { limit: 1_000 }))
    .filter((entry) => entry.subject === subject)
    .map(({ action, actor }) => `${action} by ${actor.personId ?? actor.role}`)
    .reverse();
const fact = (subject: string): AuditFact => ({
  atMs: Date.now(),
  actor: THERAPIST,
  action: "recording.viewed",
  subject,
  reason: null,
});

describe("the audit log", () => {
  it("has everything that is done with a recording, in order", async () => {
    const recordingId = await keepWhole(madePieces(25));
    await readAll(use.here, recordingId);
    await use.here.recordings.send(recordingId, true, THERAPIST);
    await readAll(use.here, recordingId, ANA);
    await readAll(use.here, recordingId, ANA, [5, 10]);
    const readable = await use.here.recordings.findReadable(recordingId, THERAPIST);
    await readable.open(0, 1, "recording.downloaded");
    await use.here.recordings.hold(recordingId, "complaint", THERAPIST);
    await use.here.recordings.release(recordingId, THERAPIST);
    await use.here.recordings.destroy(recordingId, "asked", THERAPIST);
    expect(await actionsOf(recordingId)).toEqual([
      "recording.started by tess",
      "recording.finished by server",
      "recording.viewed by tess",
      "recording.sent by tess",
      "recording.viewed by ana",
      "recording.downloaded by tess",
      "recording.held by tess",
      "recording.released by tess",
      "recording.destroyed by tess",
    ]);
    expect((await use.here.audit.verify("clinic")).faults).toEqual([]);
  });

  it("has no entry of what was refused, and of what ended twice only the first", async () => {
    const keeping = await start();
    const { recordingId } = keeping;
    await use.here.recordings.endAbandoned({ groupSessionId: use.session, epoch: 1 });
    await (await use.vault.open()).recordings.endAbandoned({ groupSessionId: use.session, epoch: 1 });
    await Promise.all([
      (await use.vault.open()).recordings.endAbandoned({ groupSessionId: use.session, epoch: 1 }),
      keeping.finish(),
    ]);
    await expect(readAll(use.here, recordingId, ANA)).rejects.toMatchObject({ code: "recording/not_allowed" });
    await expect(use.here.recordings.destroy(recordingId, "asked", ANA)).rejects.toThrow();
    const actions = await actionsOf(recordingId);
    expect(actions).toHaveLength(2);
    expect(actions[0]).toBe("recording.started by tess");
  });

  it("comes before the key: where it cannot be written, nothing is opened, kept or destroyed", async () => {
    const recordingId = await keepWhole(madePieces(3));
    const away = new Error("the audit log is away");
    const there = await use.vault.open({ audit: { ...use.here.audit, append: () => Promise.reject(away) } });
    await expect(readAll(there, recordingId)).rejects.toBe(away);
    await expect(start(there)).rejects.toBe(away);
    await expect(there.recordings.destroy(recordingId, "asked", THERAPIST)).rejects.toBe(away);
    await expect(there.recordings.send(recordingId, true, THERAPIST)).rejects.toBe(away);
    await expect(there.recordings.hold(recordingId, "complaint", THERAPIST)).rejects.toBe(away);
    expect(await use.here.recordings.list(use.session, THERAPIST)).toMatchObject([
      { state: "whole", sentAtMs: null, held: false },
    ]);
    await use.here.recordings.hold(recordingId, "complaint", THERAPIST);
    await expect(there.recordings.release(recordingId, THERAPIST)).rejects.toBe(away);
    expect(await use.here.recordings.list(use.session, THERAPIST)).toMatchObject([{ held: true }]);
  });

  it("is appended to by many at once, one behind the other, without a gap", async () => {
    const before = (await use.here.audit.verify("clinic")).entries;
    const several = await Promise.all([use.vault.open(), use.vault.open(), use.vault.open()]);
    const subjects = Array.from({ length: 90 }, () => randomUUID());
    await Promise.all(subjects.map((subject, i) => several[i % 3]!.audit.append("clinic", fact(subject))));
    expect(await use.here.audit.verify("clinic")).toMatchObject({ entries: before + 90, faults: [] });
  });

  it("keeps nothing of an entry whose deed failed", async () => {
    const subject = randomUUID();
    const failed = new Error("no");
    await expect(use.here.audit.append("clinic", fact(subject), () => Promise.reject(failed))).rejects.toBe(failed);
    expect(await actionsOf(subject)).toEqual([]);
    expect((await use.here.audit.verify("clinic")).faults).toEqual([]);
  });

  it("refuses to be changed, shortened or emptied", async () => {
    await use.here.audit.append("clinic", fact(randomUUID()));
    for (const sql of [
      "UPDATE audit_entry SET actor_id = 'somebody'",
      "DELETE FROM audit_entry WHERE sequence = 1",
      "TRUNCATE audit_entry",
      "SET session_replication_role = replica; DELETE FROM audit_entry",
    ]) {
      await expect(query(sql), sql).rejects.toThrow("the audit log is only added to");
    }
  });
});

describe("an audit log changed by somebody who owns the database", () => {
  const withoutTriggers = async (...changes: readonly string[]) => {
    await query("ALTER TABLE audit_entry DISABLE TRIGGER USER");
    for (const sql of changes) await query(sql);
    await query("ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_only_grows");
    await query("ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_is_never_emptied");
  };
  afterEach(() => withoutTriggers("DELETE FROM audit_entry"));
  const fill = async () => {
    for (let i = 0; i < 6; i++) await use.here.audit.append("clinic", fact(`subject-${i}`));
  };
  const kinds = async (...anchors: Parameters<typeof use.here.audit.verify>[1] & object) =>
    (await use.here.audit.verify("clinic", anchors)).faults.map(({ kind, sequence }) => `${kind} ${sequence}`);

  it.each([
    ["changed", ["UPDATE audit_entry SET actor_id = 'tom' WHERE sequence = 3"], ["changed 3"]],
    ["moved in time", ["UPDATE audit_entry SET at = at - interval '1 day' WHERE sequence = 3"], ["changed 3"]],
    ["removed", ["DELETE FROM audit_entry WHERE sequence = 3"], ["gap 4"]],
    [
      "removed, and the rest moved up",
      [
        "DELETE FROM audit_entry WHERE sequence = 3",
        "UPDATE audit_entry SET sequence = sequence - 1 WHERE sequence = 4",
      ],
      ["broken 3", "changed 3", "gap 5"],
    ],
    [
      "exchanged",
      [
        "UPDATE audit_entry SET sequence = -sequence WHERE sequence IN (3, 4)",
        "UPDATE audit_entry SET sequence = 7 + sequence WHERE sequence < 0",
      ],
      ["broken 3", "changed 3", "broken 4", "changed 4", "broken 5"],
    ],
  ])("says that an entry was %s", async (_how, sql, found) => {
    await fill();
    expect(await kinds()).toEqual([]);
    await withoutTriggers(...sql);
    expect(await kinds()).toEqual(found);
  });

  it("says that its end is missing, to whoever noted an entry of it", async () => {
    await fill();
    const { newest } = await use.here.audit.verify("clinic");
    await withoutTriggers("DELETE FROM audit_entry WHERE sequence > 4");
    expect(await kinds()).toEqual([]);
    expect(await kinds(newest!)).toEqual(["cutOff 6"]);
    for (const subject of ["a", "b", "c"]) await use.here.audit.append("clinic", fact(subject));
    expect(await kinds(newest!)).toEqual(["notAsNoted 6"]);
  });
});
