// Who is who in the demo clinic. Invented people; the simulated ones say so in their names.
import type { PersonRole, Role } from "@ensemble/shared/session/identifiers.ts";

export const DEMO_CLINIC_ID = "demo";
export const DEMO_CLINIC_NAME = "Lakeside Rehabilitation (demonstration)";

export interface ClinicPerson {
  readonly personId: string;
  readonly role: PersonRole;
  readonly name: string;
  readonly nickname: string;
  readonly language: string;
  readonly simulated: boolean;
}
/** One who can be in a session. */
export interface DemoPerson extends ClinicPerson {
  readonly role: Role;
  /** 0…5 for patients: a simulated patient keeps the place of the real one with the same mark. */
  readonly mark: number;
}

const PATIENTS = [
  ["ana", "Ana Kovač", "Ana"],
  ["bruno", "Bruno Weber", "Bruno"],
  ["chidi", "Chidi Okafor", "Chidi"],
  ["dora", "Dora Lindqvist", "Dora"],
  ["emil", "Emil Schneider-Hoffmann", "Emil"],
  ["fay", "Fay Nakamura", "Fay"],
] as const;

export const DEMO_THERAPIST: DemoPerson = {
  personId: "demo-therapist",
  role: "therapist",
  name: "Thea Berger",
  nickname: "Thea",
  language: "en",
  simulated: false,
  mark: -1,
};
/** Keeps the machines running; belongs to no session. */
export const DEMO_OPERATOR: ClinicPerson = {
  personId: "demo-operator",
  role: "operator",
  name: "Olga Petersen",
  nickname: "Olga",
  language: "en",
  simulated: false,
};
export const SIMULATED_THERAPIST: DemoPerson = {
  personId: "simulated-therapist",
  role: "therapist",
  name: "Simulated therapist",
  nickname: "Simulated therapist",
  language: "en",
  simulated: true,
  mark: -1,
};
export const DEMO_PATIENTS: readonly DemoPerson[] = PATIENTS.map(([id, name, nickname], mark) => ({
  personId: `demo-${id}`,
  role: "patient",
  name,
  nickname,
  language: "en",
  simulated: false,
  mark,
}));
export const SIMULATED_PATIENTS = simulatedPatients("simulated");

/** Sessions for trying out have people of their own: their links let nobody into the demo session, where real people are. */
export const TRIAL_THERAPIST: DemoPerson = { ...SIMULATED_THERAPIST, personId: "trial-therapist" };
export const TRIAL_PATIENTS = simulatedPatients("trial");

function simulatedPatients(kind: string): readonly DemoPerson[] {
  return PATIENTS.map(([id, , nickname], mark) => ({
    personId: `${kind}-${id}`,
    role: "patient",
    name: `${nickname} (simulated)`,
    nickname: `${nickname} (simulated)`,
    language: "en",
    simulated: true,
    mark,
  }));
}
