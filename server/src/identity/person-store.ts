// People and their sealed names.
import type { ParticipantId, PersonRole } from "@ensemble/shared/session/identifiers.ts";
import type pg from "pg";
import type { PrismaClient } from "../platform/generated/prisma/client.ts";
import { seal, unseal } from "../platform/seal.ts";
import type { Person } from "./person.ts";

export interface NewPerson {
  readonly personId: string;
  readonly clinicId: string;
  readonly role: PersonRole;
  readonly name: string;
  readonly nickname: string;
  readonly language: string;
  readonly simulated: boolean;
}

export interface PersonStore {
  readonly findPerson: (personId: string) => Promise<Person | undefined>;
  readonly findPeople: (personIds: readonly string[]) => Promise<readonly Person[]>;
  readonly createClinic: (clinicId: string, name: string) => Promise<void>;
  readonly createPeople: (people: readonly NewPerson[]) => Promise<void>;
  readonly findClinicPeople: (clinicId: string) => Promise<readonly Person[]>;
}

export function createPersonStore(prisma: PrismaClient, fieldKey: Buffer): PersonStore {
  const include = { clinic: { select: { name: true } } } as const;
  const open = (row: {
    id: string;
    clinicId: string;
    role: PersonRole;
    nameSealed: Uint8Array;
    nicknameSealed: Uint8Array;
    language: string;
    simulated: boolean;
    clinic: { name: string };
  }): Person => ({
    personId: row.id as ParticipantId,
    clinicId: row.clinicId,
    clinicName: row.clinic.name,
    role: row.role,
    name: unseal(fieldKey, namePlace(row.id), row.nameSealed).toString(),
    nickname: unseal(fieldKey, nicknamePlace(row.id), row.nicknameSealed).toString(),
    language: row.language,
    simulated: row.simulated,
  });
  return {
    findPerson: async (personId) => {
      const row = await prisma.person.findUnique({ where: { id: personId }, include });
      return row === null ? undefined : open(row);
    },
    findPeople: async (personIds) => {
      const rows = await prisma.person.findMany({ where: { id: { in: [...personIds] } }, include });
      return rows.map(open);
    },
    createClinic: async (clinicId, name) => {
      await prisma.clinic.upsert({ where: { id: clinicId }, create: { id: clinicId, name }, update: {} });
    },
    createPeople: async (people) => {
      await prisma.person.createMany({
        skipDuplicates: true,
        data: people.map((one) => ({
          id: one.personId,
          clinicId: one.clinicId,
          role: one.role,
          nameSealed: seal(fieldKey, namePlace(one.personId), one.name),
          nicknameSealed: seal(fieldKey, nicknamePlace(one.personId), one.nickname),
          language: one.language,
          simulated: one.simulated,
        })),
      });
    },
    findClinicPeople: async (clinicId) => {
      const rows = await prisma.person.findMany({ where: { clinicId }, include, orderBy: { id: "asc" } });
      return rows.map(open);
    },
  };
}

/** Throws unless the key opens somebody's name. Where nobody is, every key will do. */
export async function checkFieldKey(client: Pick<pg.ClientBase, "query">, fieldKey: Buffer): Promise<void> {
  const { rows } = await client.query<{ id: string; name: Buffer }>(
    "SELECT id, name_sealed AS name FROM person LIMIT 1",
  );
  for (const { id, name } of rows) unseal(fieldKey, namePlace(id), name);
}

const namePlace = (id: string) => `person.name:${id}`;
const nicknamePlace = (id: string) => `person.nickname:${id}`;
