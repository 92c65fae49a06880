// A class that is over, to look back at: a set of squats of two simulated patients, drawings on the first one's picture, one of them on a picture
// that stood still, a private word.
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { expect, vi } from "vitest";
import { type SimulatedClass, startSimulatedClass } from "../../../server/test/support/simulated-class.ts";
import type { Person } from "./open-person.ts";
import { PATIENCE } from "./patience.ts";

const MINUTE_MS = 60_000;
export const REPETITIONS = 3;
/** On a busy machine. */
export const HELD_WITHIN_MS = 6 * MINUTE_MS;
/** Erased in the middle of the set. */
const CIRCLE = {
  annotationId: "6f1c2d8e-1b7a-4c55-8a0e-3d2f9b6c7a01",
  tool: "circle",
  points: [
    [600, 900],
    [700, 900],
  ],
  stays: false,
} as const;
const TARGET = {
  annotationId: "6f1c2d8e-1b7a-4c55-8a0e-3d2f9b6c7a02",
  tool: "target",
  joint: "leftKnee",
  degrees: 60,
} as const;

/** On a picture that stands still for a while. */
const ARROW = {
  annotationId: "6f1c2d8e-1b7a-4c55-8a0e-3d2f9b6c7a03",
  tool: "arrow",
  points: [
    [300, 300],
    [500, 500],
  ],
  stays: false,
} as const;
const STANDS_MS = 4_000;

/** Closed already: what is left is who was in it. */
export async function holdClass(url: string): Promise<SimulatedClass> {
  const group = await startSimulatedClass(url, 2, { haste: 1 });
  await group.startSet("squat", REPETITIONS);
  const { link } = group.therapist.participant;
  const participantId = group.patients[0]?.participant.me.personId ?? ("" as never);
  const countsOfAna = (least: number) =>
    vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThanOrEqual(least), PATIENCE);
  await countsOfAna(1);
  for (const annotation of [TARGET, CIRCLE]) await link.command({ name: "drawAnnotation", participantId, annotation });
  await countsOfAna(2);
  await link.command({ name: "eraseAnnotation", participantId, annotationId: CIRCLE.annotationId });
  await group.waitUntilMoved(2 * MINUTE_MS);
  await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS, REPETITIONS]), PATIENCE);
  link.tell(WIRE.pointing, { kind: "hold", participantId, held: true });
  await link.command({ name: "drawAnnotation", participantId, annotation: ARROW });
  const untilMs = performance.now() + STANDS_MS;
  await vi.waitUntil(() => performance.now() >= untilMs, PATIENCE);
  link.tell(WIRE.pointing, { kind: "hold", participantId, held: false });
  await link.command({ name: "finishSet" });
  for (const whose of [participantId, null]) await link.command({ name: "movePrivateWord", participantId: whose });
  await group.therapist.finishSession();
  group.close();
  return group;
}

/** The therapist first, then as many patients as there are pages; all end at home. */
export async function signInAll(group: SimulatedClass, people: readonly Person[]): Promise<void> {
  const links = [group.created.therapist.link, ...group.created.patients.map(({ link }) => link)];
  for (const [place, { page, url }] of people.entries()) {
    await page.goto(`${url}/sign-in#${links[place]}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await vi.waitUntil(() => new URL(page.url()).pathname === "/", PATIENCE);
  }
}
