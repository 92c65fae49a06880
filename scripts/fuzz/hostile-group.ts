// A session full of attackers: a therapist and patients who agreed and are in the middle of a set, so that whatever they send reaches
// all that a session does. Replaced by a fresh one as soon as something in it went wrong, so that one fault is not found twice.

import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { createClass } from "../../server/src/demo/run-demonstration.ts";
import { signInByLink } from "../../server/src/demo/simulated-participant.ts";
import { type HostileSeat, takeHostileSeat } from "./hostile-seat.ts";
import type { FindLeak } from "./judge-answer.ts";

const PATIENTS = 5;

export interface HostileGroup {
  readonly groupSessionId: string;
  /** The therapist's first. */
  readonly seats: readonly HostileSeat[];
  readonly close: () => void;
}

export interface HostileGroups {
  readonly current: () => Promise<HostileGroup>;
  /** The next one is a new one. */
  readonly drop: () => void;
}

export function keepHostileGroup(url: string, findLeak: FindLeak): HostileGroups {
  let group: Promise<HostileGroup> | undefined;
  return {
    current: () => {
      group ??= openHostileGroup(url, findLeak);
      return group;
    },
    drop: () => {
      void group?.then(
        (one) => one.close(),
        () => undefined, // told to whoever asked for it
      );
      group = undefined;
    },
  };
}

async function openHostileGroup(url: string, findLeak: FindLeak): Promise<HostileGroup> {
  const created = await createClass(url, PATIENTS);
  const { groupSessionId } = created;
  const links = [created.therapist, ...created.patients].map(({ link }) => link);
  const signedIn = await Promise.all(links.map((link) => signInByLink(url, link)));
  const seats = await Promise.all(signedIn.map(({ cookie }) => takeHostileSeat(url, groupSessionId, cookie, findLeak)));
  const [therapist, ...patients] = seats;
  await Promise.all(seats.map((seat) => seat.greet()));
  for (const patient of patients) {
    await patient.command({ name: "acceptAgreement", version: AGREEMENT_VERSION });
    await patient.command({ name: "stateWhereabouts", place: "somewhere", emergencyContact: "somebody" });
    await patient.command({ name: "declareReady", ready: true });
  }
  await therapist?.command({ name: "startPhase", phase: "exercise" });
  await therapist?.command({ name: "chooseExercise", exerciseId: "squat" });
  await therapist?.command({ name: "startSet" });
  const close = () => {
    for (const seat of seats) seat.close();
  };
  return { groupSessionId, seats, close };
}
