// Which processes take new work: each is asked when it matters, where a room is made and by one that has lost the database. What is
// known of before, as on the operator's page, may be long over.
import { matchMaker, type Presence, requestFromIPC, subscribeIPC } from "@colyseus/core";
import { endsWithin } from "../platform/ends-within.ts";

const ANSWERS_WITHIN_MS = 1_000;
/** The core's own patience begins when Redis has taken the question, which one that is going away never does. */
const ASKED_AND_ANSWERED_WITHIN_MS = 1_250;
const LISTED_WITHIN_MS = 500;

/** What is needed of the room server's core. */
interface Core {
  readonly presence: Presence;
  readonly processId: string;
  readonly stats: { readonly fetchAll: () => Promise<readonly ListedProcess[]> };
  /** Takes one that does not answer off the list. */
  readonly healthCheckProcessId: (processId: string) => Promise<boolean>;
}
interface ListedProcess {
  readonly processId: string;
  readonly roomCount: number;
}

export interface ReadyProcesses {
  /** Once the room server listens. */
  readonly join: () => Promise<void>;
  /** False also when it cannot be found out. */
  readonly isThereAnother: () => Promise<boolean>;
  /** The one with the fewest rooms of those that are ready; this one where none is. */
  readonly chooseForRoom: () => Promise<string>;
}

export function findReady(parts: {
  /** Whether this process is. */
  readonly isReady: () => Promise<boolean>;
  readonly core?: Core;
}): ReadyProcesses {
  const { isReady, core = matchMaker } = parts;

  /** `undefined`: it does not answer. */
  const ask = async (processId: string): Promise<boolean | undefined> => {
    try {
      const asked = requestFromIPC<unknown>(core.presence, channelOf(processId), "isReady", [], ANSWERS_WITHIN_MS);
      if (await endsWithin(asked, ASKED_AND_ANSWERED_WITHIN_MS)) return (await asked) === true;
    } catch {
      // Whatever it is, there is no answer.
    }
    return undefined;
  };

  const findAnother = async (): Promise<boolean> => {
    const listing = core.stats.fetchAll();
    if (!(await endsWithin(listing, LISTED_WITHIN_MS))) return false;
    const others = (await listing).filter(({ processId }) => processId !== core.processId);
    const answers = await Promise.all(others.map(({ processId }) => ask(processId)));
    return answers.includes(true);
  };

  return {
    join: async () => {
      await subscribeIPC(core.presence, channelOf(core.processId), () => isReady());
    },
    isThereAnother: () => findAnother().catch(() => false),
    chooseForRoom: async () => {
      const listed = (await core.stats.fetchAll()).toSorted((one, other) => one.roomCount - other.roomCount);
      const asked = listed.map(({ processId }) => ({
        processId,
        answer: processId === core.processId ? isReady().catch(() => false) : ask(processId),
      }));
      for (const { processId, answer } of asked) {
        const ready = await answer;
        if (ready) return processId;
        if (ready === undefined) void core.healthCheckProcessId(processId);
      }
      return core.processId;
    },
  };
}

function channelOf(processId: string): string {
  return `ready:${processId}`;
}
