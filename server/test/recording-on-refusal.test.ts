// What a clinic has set about a no, through a server with two clinics: in one a no and a yes that is taken back end everybody's recording, in the
// other that person's alone. Everybody in the class is told.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import type { Role } from "@ensemble/shared/session/identifiers.ts";
import { RECORDING_AUDIENCE } from "@ensemble/shared/session/recording-consent.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createPersonStore } from "../src/identity/index.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { type Database, openDatabase } from "../src/platform/open-database.ts";
import { createGroupSessionStore } from "../src/session/index.ts";
import { type RawSeat, takeRawSeat } from "./support/raw-seat.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const PATIENCE = { timeout: 30_000, interval: 50 };
const COMMAND = join(import.meta.dirname, "../src/recordings/recording-refusal-command.ts");
const NAMES = ["thea", "ana", "bruno"] as const;
type Name = (typeof NAMES)[number];
const RUN = { name: "runRecording", running: true };
const YES = { name: "answerRecording", given: true, audience: RECORDING_AUDIENCE };
const NO = { name: "answerRecording", given: false };

let server: TestServer;
let database: Database;
let classes = 0;

beforeAll(async () => {
  server = await startTestServer();
  database = openDatabase({
    url: server.databaseUrl,
    onIdleError: (error) => {
      throw error;
    },
  });
  const keys = await loadKeys(join(server.environment.ENSEMBLE_DATA_DIR ?? "", "keys.json"));
  const people = createPersonStore(database.prisma, keys.fields);
  for (const clinicId of ["north", "south"]) {
    await people.createClinic(clinicId, clinicId);
    await people.createPeople(
      NAMES.map((name) => ({
        personId: `${clinicId}-${name}`,
        clinicId,
        role: roleOf(name),
        name,
        nickname: name,
        language: "en",
        simulated: false,
      })),
    );
  }
}, 120_000);
afterAll(async () => {
  await database?.close();
  await server?.close();
});

const roleOf = (name: Name): Role => (name === "thea" ? "therapist" : "patient");
/** As on the command line; what it says. */
const set = async (...args: readonly string[]) => {
  const env = { ...process.env, ...server.environment };
  return (await promisify(execFile)(process.execPath, [COMMAND, ...args], { env })).stdout;
};

interface Recorded {
  readonly say: (name: Name, command: object) => Promise<void>;
  /** What each one's page is told: whether a recording runs, and who takes part in it. */
  readonly told: () => readonly { readonly runs: unknown; readonly partakers: readonly Name[] }[];
  readonly answerOf: (name: Name) => unknown;
  readonly close: () => void;
}

/** A class of this clinic with everybody in it and a recording that runs. */
async function recordClass(clinicId: string): Promise<Recorded> {
  const groupSessionId = `class-${classes++}`;
  await createGroupSessionStore(database.prisma).createGroupSession({
    groupSessionId,
    clinicId,
    title: "Class",
    startsAtMs: Date.now(),
    demonstration: false,
    members: NAMES.map((name, mark) => ({ personId: `${clinicId}-${name}`, role: roleOf(name), mark: mark - 1 })),
  });
  const seats = {} as Record<Name, RawSeat>;
  for (const name of NAMES) {
    const link = server.app.inviteLink(`${clinicId}-${name}`);
    seats[name] = await takeRawSeat(server.url, { groupSessionId, link });
    await seats[name].hello();
  }
  const say = async (name: Name, command: object) =>
    expect(await seats[name].command(command)).toMatchObject({ applied: true });
  for (const name of ["ana", "bruno"] as const)
    await say(name, { name: "acceptAgreement", version: AGREEMENT_VERSION });
  await say("thea", RUN);
  return {
    say,
    told: () =>
      NAMES.map((name) => {
        const state = seats[name].states.at(-1) as unknown as { recording: boolean } & RawSeat["states"][number];
        const isIn = (one: Name) => state.participants[`${clinicId}-${one}`]?.takesPartInRecording === true;
        return { runs: state.recording, partakers: NAMES.filter(isIn) };
      }),
    answerOf: (name) => seats.thea.states.at(-1)?.clinical[`${clinicId}-${name}`]?.recordingAnswer,
    close: () => {
      for (const seat of Object.values(seats)) seat.close();
    },
  };
}

const everybodyIsTold = (of: Recorded, runs: boolean, ...partakers: readonly Name[]) =>
  vi.waitFor(() => expect(of.told()).toEqual(NAMES.map(() => ({ runs, partakers }))), PATIENCE);

describe("a no to being recorded", () => {
  it("is what each clinic has set, which is its own and leave-out where nothing is", async () => {
    expect(await set()).toMatch(/^north default$/m);
    expect(await set("north", "stop")).toMatch(/^north stop$/m);
    expect(await set()).toMatch(/^south default$/m);
    await expect(set("east", "stop")).rejects.toThrow("There is no clinic east.");
    await expect(set("south", "perhaps")).rejects.toThrow("npm run -s recording-refusal");
    expect(await set()).toMatch(/^south default$/m);
  });

  it("ends everybody's recording where the clinic has set so, and one in another clinic goes on without that person", async () => {
    const [north, south] = await Promise.all([recordClass("north"), recordClass("south")]);
    for (const each of [north, south]) {
      await each.say("thea", YES);
      await each.say("ana", YES);
      await everybodyIsTold(each, true, "thea", "ana");
      await each.say("bruno", NO);
    }
    await everybodyIsTold(north, false);
    await everybodyIsTold(south, true, "thea", "ana");
    // Begun again, it asks whoever has said no once more, and nobody else.
    await north.say("thea", RUN);
    await everybodyIsTold(north, true, "thea", "ana");
    await vi.waitFor(() => {
      const answers = [north.answerOf("bruno"), north.answerOf("ana"), south.answerOf("bruno")];
      expect(answers).toEqual(["none", "given", "refused"]);
    }, PATIENCE);
    await north.say("bruno", YES);
    await everybodyIsTold(north, true, "thea", "ana", "bruno");
    // Somebody takes it back in the middle.
    for (const each of [north, south]) await each.say("ana", NO);
    await everybodyIsTold(north, false);
    await everybodyIsTold(south, true, "thea");
    for (const each of [north, south]) each.close();
  });

  it("goes by the new setting in classes that are opened after it", async () => {
    expect(await set("north", "leave-out")).toMatch(/^north leave-out$/m);
    const north = await recordClass("north");
    await north.say("thea", YES);
    await north.say("ana", NO);
    await everybodyIsTold(north, true, "thea");
    north.close();
  });
});
