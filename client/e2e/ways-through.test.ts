// The ways by which sound and picture come through a home's network, as the browser's own statistics name them: straight over UDP, over TCP
// where UDP is not let through, and over TLS to a TURN server on one port where nothing else is. Whoever's network changes in the middle is
// back by a restart of ICE; the others are not touched, and everybody is told why.
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type FakeTurn, openFakeTurn } from "../../server/test/support/fake-turn.ts";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectMovingPicture } from "./support/expect-moving-picture.ts";
import { type HomeNetwork, openHomeNetwork } from "./support/home-network.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { leaveBodiesAlone } from "./support/leave-bodies-alone.ts";
import { LAPTOP, openPerson, type Person } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";
import { soundHeard, trackOf, watchConnections, waysTaken } from "./support/watch-connections.ts";

const MINUTE_MS = 60_000;
const ANA = "Ana Kovač";
const BRUNO = "Bruno Weber";
const SECRET = "north-of-the-lake";
const OPEN = { udp: true, tcp: true };
const TCP_ONLY = { udp: false, tcp: true };
const CLOSED = { udp: false, tcp: false };

interface AtHome {
  readonly patient: Patient;
  readonly network: HomeNetwork;
  readonly participantId: ParticipantId;
}

describe("sound and picture out of a home", () => {
  let turn: FakeTurn;
  let clinic: Clinic;
  let groupSessionId: GroupSessionId;
  let thea: Therapist;
  let ana: AtHome;
  let bruno: AtHome;
  const homes: AtHome[] = [];
  keepEvidence(() => [thea, ...homes.map(({ patient }) => patient)]);

  const arrive = async (index: number, through: typeof OPEN): Promise<AtHome> => {
    const person = clinic.patients[index]!;
    const trustedKeyHash = turn.keyHash;
    const patient = asPatient(await openPerson({ name: `patient-${index}`, url: clinic.url, trustedKeyHash }));
    const network = await openHomeNetwork(patient.page);
    network.let(through);
    const home = { patient, network, participantId: person.personId as ParticipantId };
    homes.push(home);
    await watchConnections(patient.page);
    await leaveBodiesAlone(patient.page);
    await patient.arrive(clinic.linkOf(person), groupSessionId, "by hand");
    return home;
  };

  beforeAll(async () => {
    // It is at the clinic and reaches the media node without going through anybody's home.
    const portBehind = (port: number) => homes.map(({ network }) => network.nodePortBehind(port)).find(Boolean) ?? port;
    turn = await openFakeTurn({ secret: SECRET, portBehind });
    clinic = await openClinic({ TURN_URLS: turn.urls.tls, TURN_SECRET: SECRET });
    groupSessionId = await clinic.planClass("Knee group", [clinic.therapist, ...clinic.patients.slice(0, 2)]);
    thea = asTherapist(await openPerson({ name: "thea", url: clinic.url, viewport: LAPTOP }));
    await watchConnections(thea.page);
    [ana, bruno] = await Promise.all([
      arrive(0, OPEN),
      arrive(1, CLOSED),
      thea.arrive(clinic.linkOf(clinic.therapist), groupSessionId),
    ]);
  }, 3 * MINUTE_MS);

  afterAll(async () => {
    for (const person of [thea, ...homes.map(({ patient }) => patient)]) await person?.close();
    for (const { network } of homes) network.close();
    await clinic?.close();
    await turn?.close();
  });

  /** Of both connections, sending and receiving. */
  const waysOf = async ({ patient }: AtHome) =>
    (await waysTaken(patient.page)).map(({ protocol, relayed, candidateType }) =>
      relayed === undefined ? protocol : `${candidateType} over ${relayed}`,
    );
  const untilBothGo = (home: AtHome, way: string) =>
    vi.waitFor(async () => expect(await waysOf(home)).toEqual([way, way]), PATIENCE);
  const trackShown = (name: string) => trackOf(thea.pictureOf(name));
  const marked = (name: string) => thea.tile(name).locator("[data-step]");
  const untilHears = ({ page }: Person) =>
    vi.waitFor(async () => expect(await soundHeard(page, 500)).toBeGreaterThan(0), PATIENCE);

  it("goes straight over UDP where that is open, and over TLS to the TURN server where nothing else is", async () => {
    await untilBothGo(ana, "udp");
    await untilBothGo(bruno, "relay over tls");
    // Both lead to what stands between the home and the media node, and nowhere else.
    for (const { patient, network } of [ana, bruno])
      for (const { port } of await waysTaken(patient.page)) expect(network.isDoor(port)).toBe(true);
    const [relayed, tracks] = [turn.relayedBytes(), await Promise.all([ANA, BRUNO].map(trackShown))];
    await expectMovingPicture(thea.pictureOf(ANA));
    await expectMovingPicture(thea.pictureOf(BRUNO));
    await untilHears(thea);
    // What comes through the TURN server, as what goes.
    await untilHears(bruno.patient);
    expect(new Set(tracks).size).toBe(2);
    expect(turn.relayedBytes()).toBeGreaterThan(relayed);
    expect(turn.tlsClients()).toBeGreaterThan(0);
  });

  it("falls to TCP when UDP is no longer let through, and comes back to UDP by itself, on the same picture", async () => {
    const track = await trackShown(ANA);
    ana.network.let(TCP_ONLY);
    await untilBothGo(ana, "tcp");
    await expectMovingPicture(thea.pictureOf(ANA));
    ana.network.let(OPEN);
    await vi.waitFor(async () => expect(await marked(ANA).getByText("Connection gone").count()).toBe(0), PATIENCE);
    let gone = 0;
    await vi.waitFor(async () => {
      gone += await marked(ANA).getByText("Connection gone").count();
      expect(await waysOf(ana)).toEqual(["udp", "udp"]);
    }, PATIENCE);
    await expectMovingPicture(thea.pictureOf(ANA));
    expect(gone, "looks at which the search for a better way had cost the one there was").toBe(0);
    expect(await trackShown(ANA)).toBe(track);
  });

  it("is back after each of two changes of the network within a minute, while nobody else's stops", async () => {
    const tracks = await Promise.all([ANA, BRUNO].map(trackShown));
    const before = await lossesOf(ana);
    const other = await watchOther();
    for (const change of [1, 2]) {
      const changedAtMs = performance.now();
      ana.network.change();
      await marked(ANA).getByText("Connection gone").waitFor();
      await marked(ANA).getByText("weak network there").waitFor();
      await expectMovingPicture(thea.pictureOf(ANA), 1);
      const backAfterMs = Math.round(performance.now() - changedAtMs);
      console.info(`change ${change}: the picture was back after ${backAfterMs} ms (wanted: 5000 ms)`);
      await untilHears(thea);
      await marked(ANA).getByText("Connection gone").waitFor({ state: "detached" });
      await untilBothGo(ana, "udp");
    }
    const { marks, longestStillMs } = await other.stop();
    console.info(`nobody else's picture stood still for more than ${Math.round(longestStillMs)} ms`);
    expect(marks, "looks at which another patient's line was said to be gone").toBe(0);
    await expectMovingPicture(thea.pictureOf(BRUNO));
    // The same ones: nothing was built anew.
    expect(await Promise.all([ANA, BRUNO].map(trackShown))).toEqual(tracks);
    expect((await lossesOf(ana)) - before, "losses of the line in the journal").toBeGreaterThanOrEqual(2);
    expect(await lossesOf(bruno)).toBe(0);
    for (const person of [thea, ana.patient, bruno.patient]) person.expectNothingWrong();
  });

  /** How often the journal says that nothing came from there. */
  async function lossesOf({ participantId }: AtHome): Promise<number> {
    const facts = await clinic.readJournal(groupSessionId);
    return facts.filter(
      (fact) =>
        fact.kind === "pictureStepChanged" &&
        fact.participantId === participantId &&
        fact.step === "reconnecting" &&
        fact.cause === "line",
    ).length;
  }

  async function watchOther() {
    const frames = () =>
      thea.pictureOf(BRUNO).evaluate((video) => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames);
    let marks = 0;
    let longestStillMs = 0;
    let last = await frames();
    let lastAtMs = performance.now();
    let watching = true;
    const watched = (async () => {
      while (watching) {
        marks += await marked(BRUNO).getByText("Connection gone").count();
        const now = await frames();
        longestStillMs = Math.max(longestStillMs, performance.now() - lastAtMs);
        if (now !== last) lastAtMs = performance.now();
        last = now;
        await thea.page.waitForTimeout(200);
      }
    })();
    return {
      stop: async () => {
        watching = false;
        await watched;
        return { marks, longestStillMs };
      },
    };
  }
});
