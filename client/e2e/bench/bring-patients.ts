// The patients of a fresh class, each in a browser of their own, ready for its therapist.
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { openPerson } from "../support/open-person.ts";
import { asPatient, type Patient } from "../support/patient.ts";

/** `patients` has whoever was opened, also when another one fails. */
export async function bringPatients(
  url: string,
  { patients: links, groupSessionId }: DemonstrationAnswer,
  patients: Patient[],
  picturesPerSecond?: number,
): Promise<void> {
  for (const [index, { link }] of links.entries()) {
    const patient = asPatient(
      await openPerson({
        name: `patient${index}`,
        url,
        ...(picturesPerSecond === undefined ? {} : { picturesPerSecond }),
      }),
    );
    patients.push(patient);
    await patient.signIn(link);
    await patient.enterClass(groupSessionId as GroupSessionId);
    await patient.passLobby(`Lakeside ${index}`, "Ida, 0151 5550123", "by hand");
  }
}
