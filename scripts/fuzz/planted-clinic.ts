// A clinic beside the one that is attacked, in the same database: its names, contacts and places are marks that must never come
// out to anybody else. Written by the product's own stores, with the keys of the server that is attacked.
import { randomBytes, randomUUID } from "node:crypto";
import { createIdentify, createPersonStore, createSignInStore } from "../../server/src/identity/index.ts";
import type { Keys } from "../../server/src/platform/keys.ts";
import { openDatabase } from "../../server/src/platform/open-database.ts";
import { createGroupSessionStore } from "../../server/src/session/index.ts";

export interface PlantedClinic {
  readonly groupSessionId: string;
  readonly therapistLink: string;
  readonly patientLinks: readonly string[];
  /** What patients of this clinic shall state. */
  readonly place: string;
  readonly emergencyContact: string;
  /** Texts that nobody outside may be told. */
  readonly marks: readonly string[];
  /** Ids an attacker may have heard of. */
  readonly ids: readonly string[];
}

export async function plantClinic(databaseUrl: string, keys: Keys, patients: number): Promise<PlantedClinic> {
  const marks: string[] = [];
  const mark = (what: string): string => {
    const text = `${what}-${randomBytes(6).toString("hex")}`;
    marks.push(text);
    return text;
  };
  const database = openDatabase({ url: databaseUrl, onIdleError: () => undefined });
  try {
    const people = createPersonStore(database.prisma, keys.fields);
    const clinicId = randomUUID();
    await people.createClinic(clinicId, mark("Clinic"));
    const members = Array.from({ length: patients + 1 }, (_, index) => ({
      personId: randomUUID(),
      clinicId,
      role: index === 0 ? ("therapist" as const) : ("patient" as const),
      name: mark("Name"),
      nickname: mark("Nickname"),
      language: "en",
      simulated: true,
      mark: index - 1,
    }));
    await people.createPeople(members);
    const groupSessionId = randomUUID();
    await createGroupSessionStore(database.prisma).createGroupSession({
      groupSessionId,
      clinicId,
      title: mark("Class"),
      startsAtMs: Date.now(),
      demonstration: true,
      members,
    });
    const { inviteLink } = createIdentify({
      people,
      signIns: createSignInStore(database.prisma),
      linkKey: keys.links,
      nowMs: () => Date.now(),
    });
    const [therapistLink = "", ...patientLinks] = members.map(({ personId }) => inviteLink(personId));
    const place = mark("Place");
    const emergencyContact = mark("Contact");
    const ids = [groupSessionId, ...members.map(({ personId }) => personId)];
    return { groupSessionId, therapistLink, patientLinks, place, emergencyContact, marks, ids };
  } finally {
    await database.close();
  }
}
