// A clinic for one test file: the real server in a process of its own, on its own copy of the database, with people and a class.
import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { SessionSummary } from "@ensemble/shared/protocol/http-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { createServerProcess, type ServerProcess } from "../../../scripts/cluster/server-process.ts";
import { findPlaces } from "../../../scripts/setup/directories.mjs";
import {
  DEMO_CLINIC_ID,
  DEMO_PATIENTS,
  DEMO_THERAPIST,
  type DemoPerson,
} from "../../../server/src/demo/demo-people.ts";
import { createLink, LINK_VALID_MS } from "../../../server/src/identity/link-token.ts";
import { loadKeys } from "../../../server/src/platform/keys.ts";
import { openDatabase } from "../../../server/src/platform/open-database.ts";
import { createGroupSessionStore } from "../../../server/src/session/index.ts";
import { testEnvironment } from "../../../server/test/support/test-server.ts";
import { EVIDENCE } from "./keep-evidence.ts";

const CLONE = join(import.meta.dirname, "../../..");

export interface Clinic {
  readonly url: string;
  readonly server: ServerProcess;
  readonly therapist: DemoPerson;
  /** In the order of their marks: Ana, Bruno, … */
  readonly patients: readonly DemoPerson[];
  readonly planClass: (title: string, members: readonly DemoPerson[]) => Promise<GroupSessionId>;
  /** The secret part of a personal link. */
  readonly linkOf: (person: Pick<DemoPerson, "personId">) => string;
  /** What the server's journal says of a class, as `reader` may read it. */
  readonly readSummary: (groupSessionId: GroupSessionId, reader: DemoPerson) => Promise<SessionSummary>;
  /** The journal of a class, in its order. */
  readonly readJournal: (groupSessionId: GroupSessionId) => Promise<readonly SessionFact[]>;
  /** When a class's time began, milliseconds since 1970. */
  readonly openedAtMs: (groupSessionId: GroupSessionId) => Promise<number>;
  /** The server's settings: where its database and its files are. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** `settings`: more of the server's. */
export async function openClinic(settings: Readonly<Record<string, string>> = {}): Promise<Clinic> {
  const { env, drop } = await testEnvironment();
  await mkdir(EVIDENCE, { recursive: true });
  const server = await createServerProcess(
    {
      ...env,
      ENSEMBLE_CLIENT_DIR: process.env.ENSEMBLE_CLIENT_DIR ?? join(CLONE, "client/dist"),
      ENSEMBLE_MODELS_DIR: findPlaces(CLONE).modelsDirectory,
      LOG_LEVEL: "info",
      ...settings,
    },
    { logFile: join(EVIDENCE, `server-${process.pid}.log`) },
  );
  await server.start();
  const keys = await loadKeys(join(env.ENSEMBLE_DATA_DIR ?? "", "keys.json"));
  const linkOf = ({ personId }: Pick<DemoPerson, "personId">) =>
    createLink(keys.links, personId, Date.now() + LINK_VALID_MS);

  const readEntries = async (groupSessionId: GroupSessionId) => {
    const fail = (error: Error) => {
      throw error;
    };
    const database = openDatabase({ url: env.DATABASE_URL ?? "", onIdleError: fail });
    const { rows } = await database.pool.query<{ fact: SessionFact; at: Date }>(
      "SELECT fact, at FROM journal_entry WHERE group_session_id = $1 ORDER BY sequence",
      [groupSessionId],
    );
    await database.close();
    return rows;
  };

  return {
    url: server.url,
    server,
    therapist: DEMO_THERAPIST,
    patients: DEMO_PATIENTS,
    linkOf,
    environment: env,
    planClass: async (title, members) => {
      const groupSessionId = randomUUID() as GroupSessionId;
      const fail = (error: Error) => {
        throw error;
      };
      const database = openDatabase({ url: env.DATABASE_URL ?? "", onIdleError: fail });
      await createGroupSessionStore(database.prisma).createGroupSession({
        groupSessionId,
        clinicId: DEMO_CLINIC_ID,
        title,
        startsAtMs: Date.now(),
        demonstration: false,
        members: members.map(({ personId, role, mark }) => ({ personId, role, mark })),
      });
      await database.close();
      return groupSessionId;
    },
    readSummary: async (groupSessionId, reader) => {
      const cookie = await signIn(server.url, linkOf(reader));
      const answer = await fetch(`${server.url}/api/sessions/${groupSessionId}/summary`, { headers: { cookie } });
      if (!answer.ok) throw new Error(`no summary: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as SessionSummary;
    },
    readJournal: async (groupSessionId) => (await readEntries(groupSessionId)).map(({ fact }) => fact),
    openedAtMs: async (groupSessionId) => {
      const [first] = await readEntries(groupSessionId);
      if (first === undefined) throw new Error("a class that nobody has opened");
      return first.at.getTime();
    },
    close: async () => {
      await server.stop();
      await drop();
    },
  };
}

async function signIn(url: string, link: string): Promise<string> {
  const answer = await fetch(`${url}/api/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ link }),
  });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (cookie === undefined) throw new Error(`signing in failed: ${answer.status} ${await answer.text()}`);
  return cookie;
}
