// Operators of a real installation: somebody who keeps the machines running has a name, belongs to no clinic's people and signs in by link.
import { randomUUID } from "node:crypto";
import type { Identify } from "./identify.ts";
import type { PersonStore } from "./person-store.ts";

/** People belong to a clinic; those who run the machines to none of those that treat somebody. */
const OPERATORS_ID = "operators";
const OPERATORS_NAME = "Ensemble";
const LANGUAGE = "en";

/** For the operator of this name, who is made when there is none. The link holds for twelve hours. */
export async function linkOperator(
  { people, identify }: { readonly people: PersonStore; readonly identify: Pick<Identify, "inviteLink"> },
  name: string,
): Promise<{ readonly link: string; readonly made: boolean }> {
  const known = (await people.findClinicPeople(OPERATORS_ID)).find((person) => person.name === name);
  if (known !== undefined) return { link: identify.inviteLink(known.personId), made: false };
  const personId = randomUUID();
  await people.createClinic(OPERATORS_ID, OPERATORS_NAME);
  await people.createPeople([
    { personId, clinicId: OPERATORS_ID, role: "operator", name, nickname: name, language: LANGUAGE, simulated: false },
  ]);
  return { link: identify.inviteLink(personId), made: true };
}
