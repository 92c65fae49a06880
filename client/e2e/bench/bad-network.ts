// What both sides see and hear while a patient's network is bad, and how soon all is back: through the pages as they are, with all sound and
// pictures through a relay. Needs a server and the links of a fresh class; prints what was found as one line of JSON.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { openLossyLine } from "../support/lossy-line.ts";
import { LAPTOP, openPerson } from "../support/open-person.ts";
import { asPatient } from "../support/patient.ts";
import { asTherapist } from "../support/therapist.ts";
import { watchConnections } from "../support/watch-connections.ts";
import type { BadNetwork, BadNetworkReport, BadNetworkRequest } from "./bad-networks.ts";

const SEED = 20_261_127;
const LOOK_MS = 200;
const BACK_WITHIN_MS = 90_000;
/** Between two networks: what one has done to estimates does not spoil the next. */
const REST_MS = 15_000;
const FRESH_PICTURES = 3;

const { url, created, over, networks, seconds } = JSON.parse(process.argv[2] ?? "") as BadNetworkRequest;
const thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
const ana = asPatient(await openPerson({ name: "ana", url, picturesPerSecond: 10 }));
const line = await openLossyLine(ana.page, SEED, over);
try {
  await watchConnections(thea.page);
  await ana.signIn(created.patients[0]?.link ?? "");
  await ana.enterClass(created.groupSessionId as GroupSessionId);
  await ana.passLobby("Lakeside 1", "Ida, 0151 5550123", "by hand");
  await thea.signIn(created.therapist.link);
  await thea.enterClass(created.groupSessionId as GroupSessionId);
  await thea.choose("Squat");
  await thea.press("Start the set");
  await until(async () => (await look()).pictures > FRESH_PICTURES, BACK_WITHIN_MS);
  const reports: BadNetworkReport[] = [];
  for (const network of networks) {
    await ana.page.waitForTimeout(REST_MS);
    reports.push(await goThrough(network));
  }
  process.stdout.write(JSON.stringify(reports));
} finally {
  for (const person of [thea, ana]) await person.close();
  line.close();
}

interface Look {
  readonly therapistsStep: string;
  readonly patientsStep: string;
  /** Shown so far by the elements that are there. */
  readonly pictures: number;
  readonly samples: number;
  readonly madeUp: number;
}

async function look(): Promise<Look> {
  const [therapist, patientsStep] = await Promise.all([
    thea.page.evaluate(async () => {
      const sum = { pictures: 0, samples: 0, madeUp: 0 };
      const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
      for (const connection of connections) {
        if (connection.connectionState === "closed") continue;
        for (const report of (await connection.getStats()).values()) {
          if (report.type !== "inbound-rtp") continue;
          sum.pictures += report.framesDecoded ?? 0;
          sum.samples += report.totalSamplesReceived ?? 0;
          sum.madeUp += report.concealedSamples ?? 0;
        }
      }
      return { ...sum, therapistsStep: document.querySelector("[data-step]")?.getAttribute("data-step") ?? "full" };
    }),
    ana.page.evaluate(() => document.querySelector("[data-line]")?.getAttribute("data-line") ?? "full"),
  ]);
  return { ...therapist, patientsStep };
}

async function goThrough(network: BadNetwork): Promise<BadNetworkReport> {
  const before = await look();
  const therapistSaw: string[] = [];
  const patientSaw: string[] = [];
  let last = before;
  let newestAtMs = performance.now();
  let longestStillMs = 0;
  const gaps = watchGaps(before);
  const watch = async (): Promise<Look> => {
    const seen = await look();
    const nowMs = performance.now();
    longestStillMs = Math.max(longestStillMs, nowMs - newestAtMs);
    if (seen.pictures !== last.pictures) newestAtMs = nowMs;
    gaps.see(seen, nowMs);
    if (seen.therapistsStep !== (therapistSaw.at(-1) ?? "full")) therapistSaw.push(seen.therapistsStep);
    if (seen.patientsStep !== (patientSaw.at(-1) ?? "full")) patientSaw.push(seen.patientsStep);
    last = seen;
    return seen;
  };
  spoil(network);
  const badUntilMs = performance.now() + (network.outageMs ?? (network.movesAddress ? 0 : seconds * 1_000));
  while (performance.now() < badUntilMs) await watch();
  mend();
  const wellAtMs = performance.now();
  const isBack = (seen: Look) =>
    seen.therapistsStep === "full" && seen.patientsStep === "full" && performance.now() - newestAtMs < 1_000;
  const { pictures } = last;
  const came = await until(async () => {
    const seen = await watch();
    return isBack(seen) && seen.pictures - pictures >= FRESH_PICTURES;
  }, BACK_WITHIN_MS);
  const samples = last.samples - before.samples;
  return {
    what: network.what,
    therapistSaw,
    patientSaw,
    madeUpShare: samples > 0 ? (last.madeUp - before.madeUp) / samples : 0,
    soundGapsMs: gaps.all().map(Math.round),
    longestStillMs: Math.round(longestStillMs),
    backAfterMs: came ? Math.round(performance.now() - wellAtMs) : undefined,
  };
}

/** A gap lasts while more than half of what is heard is made up, or nothing is heard at all: as finely as it is looked. */
function watchGaps(first: Look) {
  const gaps: number[] = [];
  let last = { look: first, atMs: performance.now() };
  let open = false;
  return {
    see: (look: Look, atMs: number) => {
      const samples = look.samples - last.look.samples;
      const isGap = samples <= 0 || look.madeUp - last.look.madeUp > samples / 2;
      if (isGap && !open) gaps.push(0);
      if (isGap) gaps.push((gaps.pop() ?? 0) + atMs - last.atMs);
      open = isGap;
      last = { look, atMs };
    },
    all: () => gaps,
  };
}

function spoil({ losePercent, kilobits, outageMs, movesAddress }: BadNetwork): void {
  if (outageMs !== undefined) line.lose(100);
  if (losePercent !== undefined) line.lose(losePercent);
  line.limit(kilobits);
  if (movesAddress) line.moveAddress();
}

function mend(): void {
  line.lose(0);
  line.limit(undefined);
}

async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const untilMs = performance.now() + withinMs;
  while (performance.now() < untilMs) {
    if (await isSo()) return true;
    await thea.page.waitForTimeout(LOOK_MS);
  }
  return false;
}
