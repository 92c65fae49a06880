// The demo clinic: its people, its session that is always there, and fresh sessions for trying out.
import { randomUUID } from "node:crypto";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { PersonStore } from "../identity/index.ts";
import type { GroupSessionStore } from "../session/index.ts";
import {
  DEMO_CLINIC_ID,
  DEMO_CLINIC_NAME,
  DEMO_OPERATOR,
  DEMO_PATIENTS,
  DEMO_THERAPIST,
  type DemoPerson,
  SIMULATED_PATIENTS,
  SIMULATED_THERAPIST,
  TRIAL_PATIENTS,
  TRIAL_THERAPIST,
} from "./demo-people.ts";

export interface Demonstration {
  /** Makes what is missing of the clinic; changes nothing that is there. */
  readonly ensureClinic: () => Promise<void>;
  /** The clinic's open demo session; a new one when the last has ended. */
  readonly ensureSession: () => Promise<GroupSessionId>;
  /** A session of simulated people only. */
  readonly createSimulatedSession: (patients: number) => Promise<GroupSessionId>;
}

const TITLE = "Knee and shoulder group";

export function createDemonstration(parts: {
  readonly people: PersonStore;
  readonly sessions: GroupSessionStore;
  readonly nowMs: () => number;
}): Demonstration {
  const { people, sessions, nowMs } = parts;
  const createSession = async (title: string, members: readonly DemoPerson[]): Promise<GroupSessionId> => {
    const groupSessionId = randomUUID();
    await sessions.createGroupSession({
      groupSessionId,
      clinicId: DEMO_CLINIC_ID,
      title,
      startsAtMs: nowMs(),
      demonstration: true,
      members: members.map(({ personId, role, mark }) => ({ personId, role, mark })),
    });
    return groupSessionId as GroupSessionId;
  };
  return {
    ensureClinic: async () => {
      await people.createClinic(DEMO_CLINIC_ID, DEMO_CLINIC_NAME);
      const everybody = [
        ...[DEMO_THERAPIST, SIMULATED_THERAPIST, ...DEMO_PATIENTS, ...SIMULATED_PATIENTS],
        ...[TRIAL_THERAPIST, ...TRIAL_PATIENTS, DEMO_OPERATOR],
      ];
      await people.createPeople(everybody.map((person) => ({ ...person, clinicId: DEMO_CLINIC_ID })));
    },
    ensureSession: async () => {
      const open = await sessions.findOpenDemonstrations(DEMO_CLINIC_ID);
      const running = open.find((session) =>
        session.members.some((member) => member.participantId === DEMO_THERAPIST.personId),
      );
      if (running !== undefined) return running.groupSessionId;
      return createSession(TITLE, [DEMO_THERAPIST, SIMULATED_THERAPIST, ...DEMO_PATIENTS, ...SIMULATED_PATIENTS]);
    },
    createSimulatedSession: (patients) =>
      createSession("Simulated session", [TRIAL_THERAPIST, ...TRIAL_PATIENTS.slice(0, patients)]),
  };
}
