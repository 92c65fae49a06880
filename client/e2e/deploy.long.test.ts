// A new version is rolled out in the middle of a set: the process that has the class is asked to end, another goes on with it, and on the
// screens nothing is loaded again, nothing counted is lost, and the pictures come back by themselves.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { findOwner } from "../../scripts/cluster/find-owner.ts";
import { type Cluster, startCluster } from "../../scripts/cluster/start-cluster.ts";
import { createClass } from "../../server/src/demo/run-demonstration.ts";
import { expectMovingPicture } from "./support/expect-moving-picture.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { openSquatFilm, SQUATS, type SquatFilm } from "./support/squat-film.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";
import { waitUntilCarried } from "./support/wait-until-carried.ts";
import { trackOf } from "./support/watch-connections.ts";

const MINUTE_MS = 60_000;
/** Something has been counted, much is still to come. */
const MIDDLE = 3;

describe("a deployment in the middle of a set", () => {
  let cluster: Cluster;
  let redis: Redis;
  let film: SquatFilm;
  let thea: Therapist;
  let ana: Patient;
  let name: string;
  let groupSessionId: GroupSessionId;
  keepEvidence(() => [thea, ana]);

  beforeAll(async () => {
    film = await openSquatFilm({ figure: "slim" });
    cluster = await startCluster({
      processes: 2,
      mediaNodes: 1,
      port: 0,
      postgresBin: inject("postgresBinDirectory"),
      settings: () => ({ LOG_LEVEL: "silent", COLYSEUS_TRANSPORT: "ws", MEDIASOUP_WORKER_BIN: inject("mediaWorker") }),
    });
    redis = new Redis(cluster.redis.url);
    const created = await createClass(cluster.processes[0]?.url ?? "", 1);
    groupSessionId = created.groupSessionId as GroupSessionId;
    const [patient] = created.patients;
    name = patient?.name ?? "";
    thea = asTherapist(await openPerson({ name: "thea", url: cluster.url, viewport: LAPTOP }));
    await thea.signIn(created.therapist.link);
    await thea.enterClass(groupSessionId);
    ana = asPatient(await openPerson({ name: "ana", url: cluster.url, cameraFile: film.y4mPath }));
    await ana.signIn(patient?.link ?? "");
    await ana.enterClass(groupSessionId);
    await ana.passLobby("Lakeside 1", "Ida, 0151 5550123");
    await thea.waitUntilReady(1);
    await thea.choose("Squat");
    await thea.setRepetitions(name, SQUATS);
    await thea.press("Start the set");
    await ana.count.waitFor();
    await waitUntilCarried([ana]);
    await expectMovingPicture(thea.pictureOf(name));
  }, 8 * MINUTE_MS);

  afterAll(async () => {
    for (const person of [thea, ana]) await person?.close();
    redis?.disconnect();
    await cluster?.close();
    await film?.close();
  });

  it(
    "loads no page again, takes nothing back that was counted, and counts on to the tenth",
    async () => {
      const loads: string[] = [];
      for (const person of [thea, ana]) person.page.on("load", () => loads.push(person.name));
      const played = film.play();
      await vi.waitFor(async () => expect(await thea.countOf(name)).toBeGreaterThanOrEqual(MIDDLE), PATIENCE);
      const counts: number[][] = [];
      const look = setInterval(() => {
        // One that meets a page that is being closed says nothing.
        void Promise.all([thea.countOf(name), ana.shownCount()]).then(
          (both) => counts.push(both),
          () => undefined,
        );
      }, 100);
      onTestFinished(() => clearInterval(look));
      const track = await trackOf(thea.pictureOf(name));
      const owner = await findOwner(cluster, redis, groupSessionId);
      const askedAtMs = performance.now();
      await owner.stop();
      await vi.waitFor(async () => expect(await trackOf(thea.pictureOf(name))).not.toBe(track), PATIENCE);
      await expectMovingPicture(thea.pictureOf(name), 1);
      console.info(
        `the therapist's picture was another, moving one ${Math.round(performance.now() - askedAtMs)} ms later`,
      );
      await played;
      await expect.poll(() => thea.countOf(name), PATIENCE).toBe(SQUATS);
      await expect.poll(() => ana.count.textContent(), PATIENCE).toBe(`${SQUATS} of ${SQUATS}`);
      expect(counts.length).toBeGreaterThan(MIDDLE);
      for (const screen of [0, 1]) {
        const shown = counts.map((both) => both[screen] ?? 0);
        expect(shown, "a count never goes back").toEqual(shown.toSorted((one, other) => one - other));
      }
      expect(loads).toEqual([]);
      expect(await findOwner(cluster, redis, groupSessionId)).not.toBe(owner);
      for (const person of [thea, ana]) person.expectNothingWrong();
    },
    6 * MINUTE_MS,
  );
});
