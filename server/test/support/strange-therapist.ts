// A therapist of another clinic, who is to see nothing of this one.
import { createPersonStore } from "../../src/identity/index.ts";
import type { Keys } from "../../src/platform/keys.ts";
import { openDatabase } from "../../src/platform/open-database.ts";

/** Who that is. */
export async function addStrangeTherapist(databaseUrl: string | undefined, keys: Keys): Promise<string> {
  const database = openDatabase({ url: databaseUrl ?? "", onIdleError: () => undefined });
  const people = createPersonStore(database.prisma, keys.fields);
  const [clinicId, personId] = ["south", "tom"];
  await people.createClinic(clinicId, "South");
  const tom = { personId, clinicId, role: "therapist", name: "T", nickname: "T", language: "en" } as const;
  await people.createPeople([{ ...tom, simulated: false }]);
  await database.close();
  return personId;
}
