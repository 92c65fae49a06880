// Audio and video on nodes of their own: one dies, the class goes on meanwhile, and the picture is back by another.
import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, inject, it, vi } from "vitest";
import { type MediaNodeProcess, startMediaNode } from "../../scripts/cluster/media-node-process.ts";
import { type RunningRedis, startRedis } from "../../scripts/cluster/start-redis.ts";
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
const NAME = "Ana Kovač";
const NODES = ["media-0", "media-1"] as const;

describe("a class whose media node dies", () => {
  const nodes = new Map<string, MediaNodeProcess>();
  let redis: RunningRedis;
  let clinic: Clinic;
  let thea: Therapist;
  let ana: Patient;
  keepEvidence(() => [thea, ana]);
  afterAll(async () => {
    for (const person of [thea, ana]) await person?.close();
    await clinic?.close();
    for (const node of nodes.values()) await node.kill();
    await redis?.stop();
  });

  const shared = () => ({ REDIS_URL: redis.url, MEDIA_SECRET: secret, MEDIASOUP_WORKER_BIN: inject("mediaWorker") });
  const secret = randomBytes(32).toString("hex");
  const start = async (name: string) => nodes.set(name, await startMediaNode(name, shared()));
  const isHeard = async () => (await soundHeard(thea.page, 500)) > 0;

  it("has its picture and sound back, and was not stopped for a moment", { timeout: 6 * MINUTE_MS }, async () => {
    redis = await startRedis();
    await start(NODES[0]);
    clinic = await openClinic({ ...shared(), MEDIA_NODES: "1" });
    const { url, therapist, patients, linkOf } = clinic;
    const [first] = patients;
    if (first === undefined) throw new Error("a demo clinic without patients");
    const groupSessionId = await clinic.planClass("Knee group", [therapist, first]);
    thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
    await watchConnections(thea.page);
    ana = asPatient(await openPerson({ name: "ana", url }));
    await leaveBodiesAlone(ana.page);
    await Promise.all([
      thea.arrive(linkOf(therapist), groupSessionId),
      ana.arrive(linkOf(first), groupSessionId, "by hand"),
    ]);
    await thea.waitUntilReady(1);
    await expectMovingPicture(thea.pictureOf(NAME));
    await vi.waitFor(async () => expect(await isHeard()).toBe(true), PATIENCE);

    await start(NODES[1]);
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
    clearInterval(lookForLine);
    expect(away, "looks at which the therapist was told that the line is away").toBe(0);
    await thea.choose("Squat");
    await thea.press("Start the set");
    await ana.count.waitFor();
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
