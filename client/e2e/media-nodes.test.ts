// Audio and video on nodes of their own: one dies, the class goes on meanwhile, and the picture is back by another.
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, inject, it, vi } from "vitest";
import { type MediaNodeProcess, startMediaNode } from "../../scripts/cluster/media-node-process.ts";
import { type RunningRedis, startRedis } from "../../scripts/cluster/start-redis.ts";
import {
  GREATEST_HASTE,
  type SimulatedPatient,
  startSimulatedPatient,
} from "../../server/src/demo/simulated-patient.ts";
import { readTrackedExercises } from "../../server/src/movement/index.ts";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectMovingPicture } from "./support/expect-moving-picture.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { leaveBodiesAlone } from "./support/leave-bodies-alone.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";
import { soundHeard, watchConnections } from "./support/watch-connections.ts";

const MINUTE_MS = 60_000;
const [NAME, BRUNO] = ["Ana Kovač", "Bruno Weber"];
const NODES = ["media-0", "media-1", "media-2"] as const;
const EXERCISES = fileURLToPath(new URL("../../assets/exercises", import.meta.url));
/** A movement takes about two seconds: it lasts longer than what happens meanwhile. */
const REPETITIONS = 20;

describe("a class whose media node dies", () => {
  const nodes = new Map<string, MediaNodeProcess>();
  let redis: RunningRedis;
  let clinic: Clinic;
  let thea: Therapist;
  let ana: Patient;
  /** Moves without a page: all of a set is counted by the server, and what of it is not is found. */
  let bruno: SimulatedPatient;
  keepEvidence(() => [thea, ana]);
  afterAll(async () => {
    bruno?.close();
    for (const person of [thea, ana]) await person?.close();
    await clinic?.close();
    for (const node of nodes.values()) await node.kill();
    await redis?.stop();
  });

  const shared = () => ({ REDIS_URL: redis.url, MEDIA_SECRET: secret, MEDIASOUP_WORKER_BIN: inject("mediaWorker") });
  const secret = randomBytes(32).toString("hex");
  const start = async (name: string) => nodes.set(name, await startMediaNode(name, shared()));
  const counted = () => thea.countOf(BRUNO);
  const isHeard = async () => (await soundHeard(thea.page, 500)) > 0;

  it("has its picture and sound back, and counts on meanwhile", { timeout: 6 * MINUTE_MS }, async () => {
    redis = await startRedis();
    await start(NODES[0]);
    clinic = await openClinic({ ...shared(), MEDIA_NODES: "1" });
    const { url, therapist, patients, linkOf } = clinic;
    const [first, second] = patients;
    if (first === undefined || second === undefined) throw new Error("a demo clinic without patients");
    const groupSessionId = await clinic.planClass("Knee group", [therapist, first, second]);
    thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
    await watchConnections(thea.page);
    ana = asPatient(await openPerson({ name: "ana", url }));
    await leaveBodiesAlone(ana.page);
    await Promise.all([
      thea.arrive(linkOf(therapist), groupSessionId),
      ana.arrive(linkOf(first), groupSessionId, "by hand"),
    ]);
    const exercises = await readTrackedExercises(EXERCISES);
    const seat = { url, groupSessionId, inviteLink: linkOf(second) };
    bruno = await startSimulatedPatient({ ...seat, exercises, seed: 1, haste: GREATEST_HASTE });
    await thea.waitUntilReady(2);
    await expectMovingPicture(thea.pictureOf(NAME));
    await vi.waitFor(async () => expect(await isHeard()).toBe(true), PATIENCE);

    await start(NODES[1]);
    await thea.choose("Squat");
    await thea.setRepetitions(BRUNO, REPETITIONS);
    await thea.press("Start the set");
    await ana.count.waitFor();
    await expect.poll(counted, PATIENCE).toBeGreaterThan(0);
    let away = 0;
    const lookForLine = setInterval(() => {
      void thea.lineIsAway.count().then((shown) => {
        away += shown;
      });
    }, 100);
    const before = await trackOf();
    const killedAtMs = performance.now();
    await nodes.get(NODES[0])?.kill();
    // Another track: the old one never says anything again.
    await vi.waitFor(async () => expect(await trackOf()).not.toBe(before), PATIENCE);
    await expectMovingPicture(thea.pictureOf(NAME), 1);
    console.info(`the picture was back after ${Math.round(performance.now() - killedAtMs)} ms (wanted: 5000 ms)`);
    await vi.waitFor(async () => expect(await isHeard()).toBe(true), PATIENCE);

    // Without a node at all: nobody is seen, and it is counted all the same.
    await nodes.get(NODES[1])?.kill();
    await thea.pictureOf(NAME).waitFor({ state: "detached" });
    const atLoss = await counted();
    await expect.poll(counted, PATIENCE).toBeGreaterThanOrEqual(atLoss + 2);
    expect(await thea.pictureOf(NAME).count()).toBe(0);
    await start(NODES[2]);
    await thea.pictureOf(NAME).waitFor();
    await expectMovingPicture(thea.pictureOf(NAME), 1);

    await expect.poll(counted, { ...PATIENCE, timeout: MINUTE_MS }).toBe(REPETITIONS);
    clearInterval(lookForLine);
    expect(away, "looks at which the therapist was told that the line is away").toBe(0);
    const kinds = new Set((await clinic.readJournal(groupSessionId)).map(({ kind }) => kind));
    for (const kind of ["setPaused", "participantLeft", "framesMissed"] as const) expect(kinds).not.toContain(kind);
    for (const person of [thea, ana]) person.expectNothingWrong();
  });

  function trackOf(): Promise<string | undefined> {
    return thea
      .pictureOf(NAME)
      .evaluateAll(
        ([video]) =>
          ((video as HTMLVideoElement | undefined)?.srcObject as MediaStream | null)?.getVideoTracks()[0]?.id,
      );
  }
});
