// Everybody of the sessions that are made for the asking gets a name by which it is known again in a log.
import { DEMO_CLINIC_ID, TRIAL_PATIENTS, TRIAL_THERAPIST } from "../../src/demo/demo-people.ts";
import { createPersonStore } from "../../src/identity/person-store.ts";
import type { Keys } from "../../src/platform/keys.ts";
import { openDatabase } from "../../src/platform/open-database.ts";
import { mark } from "./search-log.ts";

/** Before a server has made them. */
export async function nameTrialPeople(databaseUrl: string, keys: Keys): Promise<void> {
  const database = openDatabase({ url: databaseUrl, onIdleError: () => undefined });
  const people = createPersonStore(database.prisma, keys.fields);
  await people.createClinic(DEMO_CLINIC_ID, mark("clinic"));
  await people.createPeople(
    [TRIAL_THERAPIST, ...TRIAL_PATIENTS].map((person) => ({
      ...person,
      clinicId: DEMO_CLINIC_ID,
      name: mark(`name of ${person.personId}`),
      nickname: mark(`nickname of ${person.personId}`),
    })),
  );
  await database.close();
}
