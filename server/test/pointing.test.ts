// What a therapist draws on a patient's picture, as it reaches devices: that patient's and nobody else's, also after the server was killed.
import { randomUUID } from "node:crypto";
import { annotationsFromWire, type StrokeMessage } from "@ensemble/shared/protocol/annotation-form.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { joinAsSimulated, type SimulatedParticipant } from "../src/demo/simulated-participant.ts";
import { createSession } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 20 };
type Drawn = { readonly annotations?: string; readonly held?: boolean };

describe("what a therapist draws on a patient's picture", () => {
  let server: ServerProcess;
  let drop: (() => Promise<void>) | undefined;
  let databaseUrl: string;
  let [thea, ana, bruno] = [] as unknown as [SimulatedParticipant, SimulatedParticipant, SimulatedParticipant];
  let anasId: ParticipantId;
  let joinAnew: () => Promise<SimulatedParticipant>;
  const refused: { readonly who: string; readonly code: string }[] = [];
  /** All that reached Bruno's device, decoded. */
  const toldBruno: unknown[] = [];
  const strokes: StrokeMessage[] = [];

  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    databaseUrl = environment.env.DATABASE_URL ?? "";
    server = await createServerProcess(environment.env);
    await server.start();
    const created = await createSession(server.url, 2);
    const join = (who: string, inviteLink: string | undefined, source: "none" | "simulated") =>
      joinAsSimulated({
        url: server.url,
        groupSessionId: created.groupSessionId,
        inviteLink: inviteLink ?? "",
        source,
        onRefusal: (code) => refused.push({ who, code }),
        ...(who !== "bruno"
          ? {}
          : {
              onRoom: (room) => {
                room.onStateChange((state) => toldBruno.push((state as { toJSON(): unknown }).toJSON()));
                for (const type of Object.values(WIRE)) room.onMessage(type, (message) => toldBruno.push(message));
              },
            }),
      });
    joinAnew = () => join("thea", created.therapist.link, "none");
    thea = await joinAnew();
    ana = await join("ana", created.patients[0]?.link, "simulated");
    bruno = await join("bruno", created.patients[1]?.link, "simulated");
    anasId = ana.me.personId as ParticipantId;
    ana.onMessage<StrokeMessage>(WIRE.stroke, (message) => strokes.push(message));
    for (const one of [ana, bruno]) await one.link.command({ name: "acceptAgreement", version: AGREEMENT_VERSION });
  }, 120_000);
  afterAll(async () => {
    for (const one of [thea, ana, bruno]) one?.link.close();
    await server?.stop();
    await drop?.();
  });

  const seenBy = (who: SimulatedParticipant, of = anasId) => who.state()?.clinical.get(of) as Drawn | undefined;
  const idsSeenBy = (who: SimulatedParticipant) =>
    annotationsFromWire(seenBy(who)?.annotations ?? "").map(({ annotationId }) => annotationId);
  const circle = (annotationId: string = randomUUID()) => ({
    annotationId,
    tool: "circle" as const,
    points: [
      [1000, 600],
      [1100, 600],
    ] as const,
    stays: true,
  });
  const draw = (annotationId: string) =>
    ({ name: "drawAnnotation", participantId: anasId, annotation: circle(annotationId) }) as const;
  const bothSee = (ids: readonly string[]) =>
    vi.waitFor(() => expect([idsSeenBy(thea), idsSeenBy(ana)]).toEqual([ids, ids]), PATIENCE);
  const refusedTo = (who: string) => refused.filter((one) => one.who === who).map(({ code }) => code);

  it("reaches both of them, with what is taken back", async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    for (const id of [first, second]) expect(await thea.link.command(draw(id))).toMatchObject({ applied: true });
    await bothSee([first, second]);
    await thea.link.command({ name: "eraseAnnotation", participantId: anasId, annotationId: second });
    await bothSee([first]);
    await thea.link.command({ name: "clearAnnotations", participantId: anasId });
    await bothSee([]);
  });

  it("is told to her while it is drawn", async () => {
    const { annotationId, tool } = circle();
    const stroke = { kind: "stroke", participantId: anasId, annotationId, tool } as const;
    thea.link.tell(WIRE.pointing, { ...stroke, points: [[1, 2]] });
    thea.link.tell(WIRE.pointing, {
      ...stroke,
      points: [
        [1, 2],
        [3, 4],
      ],
    });
    thea.link.tell(WIRE.pointing, { ...stroke, points: [] });
    await vi.waitFor(() => expect(strokes).toHaveLength(3), PATIENCE);
    expect(strokes.map(({ points }) => points.length)).toEqual([1, 2, 0]);
    expect(strokes[1]).toEqual({
      epoch: thea.link.epoch(),
      participantId: anasId,
      annotationId,
      tool,
      points: [
        [1, 2],
        [3, 4],
      ],
    });
  });

  it("stands there as before when its server was killed, and nobody's picture stands still any more", async () => {
    const kept = randomUUID();
    await thea.link.command(draw(kept));
    thea.link.tell(WIRE.pointing, { kind: "hold", participantId: anasId, held: true });
    await vi.waitFor(() => expect([seenBy(thea)?.held, seenBy(ana)?.held]).toEqual([true, true]), PATIENCE);
    const epoch = ana.link.epoch();
    await server.kill();
    await server.start();
    await vi.waitFor(() => expect(ana.link.epoch()).toBeGreaterThan(epoch), PATIENCE);
    await bothSee([kept]);
    await vi.waitFor(() => expect([seenBy(thea)?.held, seenBy(ana)?.held]).toEqual([false, false]), PATIENCE);
  }, 120_000);

  it("lets her picture go when another page takes the therapist's place", async () => {
    thea.link.tell(WIRE.pointing, { kind: "hold", participantId: anasId, held: true });
    await vi.waitFor(() => expect(seenBy(ana)?.held).toBe(true), PATIENCE);
    const before = thea;
    thea = await joinAnew();
    await vi.waitFor(() => expect(before.link.status()).toBe("takenOver"), PATIENCE);
    await vi.waitFor(() => expect(seenBy(ana)?.held).toBe(false), PATIENCE);
    await vi.waitFor(() => expect(thea.link.status()).toBe("connected"), PATIENCE);
    before.link.close();
  });

  it("lets her picture go when the therapist's page goes", async () => {
    thea.link.tell(WIRE.pointing, { kind: "hold", participantId: anasId, held: true });
    await vi.waitFor(() => expect(seenBy(ana)?.held).toBe(true), PATIENCE);
    thea.link.rest();
    await vi.waitFor(() => expect(seenBy(ana)?.held).toBe(false), PATIENCE);
    thea.link.lookNow();
    await vi.waitFor(() => expect(thea.link.status()).toBe("connected"), PATIENCE);
  });

  it("leaves in the journal when her picture stood still, and since when it did not", async () => {
    const pool = new pg.Pool({ connectionString: databaseUrl });
    const holds = async () =>
      (
        await pool.query<{ epoch: number; held: boolean; of: string }>(
          `SELECT epoch, (fact->>'held')::boolean AS held, fact->>'participantId' AS of FROM journal_entry
           WHERE kind = 'pictureHeld' ORDER BY sequence`,
        )
      ).rows;
    // The first was ended by the death of the session's owner: nobody was there to say so, and the next owner's entries do.
    await vi.waitFor(async () => expect((await holds()).map(({ held }) => held)).toHaveLength(5), PATIENCE);
    const found = await holds();
    await pool.end();
    expect(found.map(({ held }) => held)).toEqual([true, true, false, true, false]);
    expect(found[1]?.epoch).toBeGreaterThan(found[0]?.epoch ?? 0);
    expect(new Set(found.map(({ of }) => of))).toEqual(new Set([anasId]));
  });

  it("is not for patients to make, on anybody's picture", async () => {
    for (const participantId of [anasId, bruno.me.personId as ParticipantId]) {
      const command = { name: "drawAnnotation", participantId, annotation: circle() } as const;
      expect(await ana.link.command(command)).toMatchObject({ applied: false, code: "command/not_allowed" });
    }
    const clear = { name: "clearAnnotations", participantId: anasId } as const;
    expect(await bruno.link.command(clear)).toMatchObject({ applied: false, code: "command/not_allowed" });
    expect(idsSeenBy(thea)).toHaveLength(1);
    ana.link.tell(WIRE.pointing, { kind: "hold", participantId: bruno.me.personId, held: true });
    await vi.waitFor(() => expect(refusedTo("ana")).toContain("command/not_allowed"), PATIENCE);
    expect(seenBy(bruno, bruno.me.personId as ParticipantId)?.held).toBe(false);
  });

  it("is refused in words where it is none: foreign people, numbers that are none, too many points", async () => {
    const stranger = { ...draw(randomUUID()), participantId: randomUUID() as ParticipantId };
    expect(await thea.link.command(stranger)).toMatchObject({ applied: false, code: "command/unknown_participant" });
    for (const points of [
      [
        [Number.NaN, 1],
        [2, 3],
      ],
      [
        [0, 0],
        [4_000, 1],
      ],
      Array.from({ length: 65 }, () => [1, 1]),
    ]) {
      const command = { ...draw(randomUUID()), annotation: { ...circle(), tool: "pen", points } };
      expect(await thea.link.command(command as never)).toMatchObject({ applied: false, code: "protocol/malformed" });
    }
    const stroke = { kind: "stroke", participantId: anasId, annotationId: randomUUID(), tool: "pen" };
    thea.link.tell(WIRE.pointing, { ...stroke, points: [[Number.POSITIVE_INFINITY, 0]] });
    await vi.waitFor(() => expect(refusedTo("thea")).toContain("protocol/malformed"), PATIENCE);
    thea.link.tell(WIRE.pointing, { ...stroke, participantId: randomUUID(), points: [] });
    await vi.waitFor(() => expect(refusedTo("thea")).toContain("command/unknown_participant"), PATIENCE);
    for (let i = 0; i < 80; i++) thea.link.tell(WIRE.pointing, { ...stroke, points: [[i, i]] });
    await vi.waitFor(() => expect(refusedTo("thea")).toContain("protocol/too_many"), PATIENCE);
    expect(idsSeenBy(ana)).toHaveLength(1);
  });

  it("never reaches another patient's device", () => {
    expect(toldBruno.length).toBeGreaterThan(5);
    const told = JSON.stringify(toldBruno);
    for (const secret of ["annotationId", '"circle"', '"held":true']) expect(told).not.toContain(secret);
  });
});
