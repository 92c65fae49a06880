// Planned and past group sessions and their members.
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { OnRefusal } from "@ensemble/shared/session/recording-consent.ts";
import type { PrismaClient } from "../platform/generated/prisma/client.ts";
import { OWNER, type SessionOwner } from "../platform/session-owner.ts";
import type { GroupSession } from "./group-session.ts";

export interface NewGroupSession {
  readonly groupSessionId: string;
  readonly clinicId: string;
  readonly title: string;
  readonly startsAtMs: number;
  readonly demonstration: boolean;
  readonly members: readonly {
    readonly personId: string;
    readonly role: "therapist" | "patient";
    readonly mark: number;
  }[];
}
export interface GroupSessionStore {
  readonly findGroupSession: (groupSessionId: string) => Promise<GroupSession | undefined>;
  readonly findSessionsOf: (personId: string, limit: number) => Promise<readonly GroupSession[]>;
  readonly findOpenDemonstrations: (clinicId: string) => Promise<readonly GroupSession[]>;
  readonly createGroupSession: (session: NewGroupSession) => Promise<void>;
  /** By the session's owner, the first time only: an end does not move. `stale`: the lease has another epoch by now. */
  readonly recordEnd: (owner: SessionOwner, endedAtMs: number) => Promise<"recorded" | "stale">;
}

const RECORD_END = `
WITH owner AS (${OWNER}),
ended AS (UPDATE group_session SET ended_at = $3 FROM owner WHERE id = $1 AND ended_at IS NULL)
SELECT count(*)::int AS owners FROM owner`;

export function createGroupSessionStore(prisma: PrismaClient): GroupSessionStore {
  const include = {
    clinic: { select: { recordingOnRefusal: true } },
    members: { include: { person: { select: { simulated: true } } }, orderBy: { personId: "asc" } },
  } as const;
  const read = (row: {
    id: string;
    clinicId: string;
    title: string;
    startsAt: Date;
    endedAt: Date | null;
    demonstration: boolean;
    clinic: { recordingOnRefusal: OnRefusal | null };
    members: readonly {
      personId: string;
      role: "therapist" | "patient";
      mark: number;
      person: { simulated: boolean };
    }[];
  }): GroupSession => ({
    groupSessionId: row.id as GroupSessionId,
    clinicId: row.clinicId,
    title: row.title,
    startsAtMs: row.startsAt.getTime(),
    endedAtMs: row.endedAt?.getTime(),
    demonstration: row.demonstration,
    ...(row.clinic.recordingOnRefusal === null ? {} : { recordingOnRefusal: row.clinic.recordingOnRefusal }),
    members: row.members.map((member) => ({
      participantId: member.personId as ParticipantId,
      role: member.role,
      mark: member.mark,
      simulated: member.person.simulated,
    })),
  });
  return {
    findGroupSession: async (groupSessionId) => {
      // PostgreSQL's texts hold no such character, and it does not merely find nothing: it fails.
      if (groupSessionId.includes("\u0000")) return undefined;
      const row = await prisma.groupSession.findUnique({ where: { id: groupSessionId }, include });
      return row === null ? undefined : read(row);
    },
    findSessionsOf: async (personId, limit) => {
      const rows = await prisma.groupSession.findMany({
        where: { members: { some: { personId } } },
        include,
        orderBy: { startsAt: "desc" },
        take: limit,
      });
      return rows.map(read);
    },
    findOpenDemonstrations: async (clinicId) => {
      const rows = await prisma.groupSession.findMany({
        where: { clinicId, demonstration: true, endedAt: null },
        include,
        orderBy: { startsAt: "desc" },
      });
      return rows.map(read);
    },
    createGroupSession: async (session) => {
      await prisma.groupSession.create({
        data: {
          id: session.groupSessionId,
          clinicId: session.clinicId,
          title: session.title,
          startsAt: new Date(session.startsAtMs),
          demonstration: session.demonstration,
          members: { create: session.members.map(({ personId, role, mark }) => ({ personId, role, mark })) },
        },
      });
    },
    recordEnd: async ({ groupSessionId, epoch }, endedAtMs) => {
      const rows = await prisma.$queryRawUnsafe<{ owners: number }[]>(
        RECORD_END,
        groupSessionId,
        epoch,
        new Date(endedAtMs),
      );
      return rows[0]?.owners === 1 ? "recorded" : "stale";
    },
  };
}
