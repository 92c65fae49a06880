// What every process of the cluster says about itself, asked over the presence when somebody looks. One that does not answer is
// told as silent, and not waited for: the core forgets a process that is dead or stands still, just when somebody wants to know of it.
import { matchMaker, requestFromIPC, subscribeIPC } from "@colyseus/core";
import {
  type OperatorReport,
  type ProcessReport,
  processReport,
  type Reach,
  type SilentProcess,
} from "@ensemble/shared/protocol/operator-report.ts";
import { z } from "zod";
import { endsWithin } from "../platform/ends-within.ts";
import { describeReason } from "../platform/explain-failure.ts";
import type { Logger } from "../platform/logger.ts";
import { forgetsSilent, isSuccessor } from "./known-process-rules.ts";

/** One hash: a process's id → what is known of it. */
const PROCESSES = "operator:processes";
const ANSWERS_WITHIN_MS = 1_000;
const ASKED_AND_ANSWERED_WITHIN_MS = 1_250;
const READS_WITHIN_MS = 500;

const knownProcess = z.strictObject({
  publicAddress: z.string().max(200).nullable(),
  /** It has been asked to end: without an answer it has ended. */
  leaving: z.boolean(),
  silentSinceMs: z.number().nullable(),
});
type KnownProcess = z.output<typeof knownProcess>;

export interface GatheredReports {
  /** Once the room server listens. */
  readonly join: () => Promise<void>;
  readonly gather: () => Promise<OperatorReport>;
  /** Before the room server ends. */
  readonly leave: () => Promise<void>;
}

export function gatherReports(parts: {
  readonly describe: () => Promise<ProcessReport>;
  readonly publicAddress: string | undefined;
  /** By which others are asked; null for the only process there is. */
  readonly redis: () => Reach | null;
  readonly nowMs: () => number;
  readonly logger: Logger;
}): GatheredReports {
  const { describe, redis, nowMs, logger } = parts;
  const publicAddress = parts.publicAddress ?? null;
  let known: ReadonlyMap<string, KnownProcess> = new Map();
  let leaving = false;
  let gathering: Promise<OperatorReport> | undefined;

  const write = (processId: string, process: KnownProcess) =>
    matchMaker.presence.hset(PROCESSES, processId, JSON.stringify(process));
  const writeOwn = () => write(matchMaker.processId, { publicAddress, leaving, silentSinceMs: null });
  const forget = (processId: string) => matchMaker.presence.hdel(PROCESSES, processId);
  /** What is noted for the next look is not waited for, nor is it the end when it cannot be noted. */
  const inPassing = (noted: Promise<unknown>) =>
    void noted.catch((error: unknown) => logger.warn({ reason: describeReason(error) }, "processes cannot be noted"));

  const readKnown = async (): Promise<void> => {
    const [noted, listed] = await Promise.all([matchMaker.presence.hgetall(PROCESSES), matchMaker.stats.fetchAll()]);
    const unnoted = listed.map(({ processId }) => [processId, UNNOTED] as const);
    known = new Map([...unnoted, ...Object.entries(noted).map(([id, text]) => [id, readNoted(text)] as const)]);
  };

  const askOther = async (
    processId: string,
    noted: KnownProcess,
    isFresh: boolean,
  ): Promise<ProcessReport | SilentProcess | undefined> => {
    try {
      const asked = requestFromIPC(matchMaker.presence, channelOf(processId), "describe", [], ANSWERS_WITHIN_MS);
      // The core's own patience begins when Redis has taken the question, which one that is going away never does.
      if (await endsWithin(asked, ASKED_AND_ANSWERED_WITHIN_MS)) return processReport.parse(await asked);
    } catch {
      // Whatever it is, there is no answer: that is what is told.
    }
    return tellSilent(processId, noted, isFresh);
  };

  /** `isFresh`: just read. What one remembers of before may be long over, and is told to nobody else. */
  const tellSilent = (processId: string, noted: KnownProcess, isFresh: boolean): SilentProcess | undefined => {
    const silentSinceMs = noted.silentSinceMs ?? nowMs();
    if (noted.leaving || forgetsSilent(silentSinceMs, nowMs())) {
      inPassing(forget(processId));
      return undefined;
    }
    if (isFresh && noted.silentSinceMs === null) inPassing(write(processId, { ...noted, silentSinceMs }));
    return { processId, publicAddress: noted.publicAddress, silentSinceMs };
  };

  const askOthers = async (): Promise<readonly (ProcessReport | SilentProcess | undefined)[]> => {
    const reach = redis();
    if (reach === null) return [];
    // What cannot be read anew is as it was.
    const isFresh = reach.reachable && (await endsWithin(readKnown(), READS_WITHIN_MS).catch(() => false));
    const others = [...known].filter(([processId]) => processId !== matchMaker.processId);
    if (reach.reachable) return Promise.all(others.map(([processId, noted]) => askOther(processId, noted, isFresh)));
    const silentSinceMs = reach.sinceMs;
    return others.map(([processId, { publicAddress }]) => ({ processId, publicAddress, silentSinceMs }));
  };

  const gatherAll = async (): Promise<OperatorReport> => {
    const [own, answers] = await Promise.all([describe(), askOthers()]);
    const told = answers.filter((answer) => answer !== undefined);
    const processes = [own, ...told.filter((answer) => "sessions" in answer)];
    const hasSuccessor = (silent: SilentProcess) =>
      processes.some((process) => isSuccessor(process.publicAddress, silent.publicAddress));
    return {
      atMs: nowMs(),
      processes: processes.toSorted(byAddress),
      silent: told
        .filter((answer) => "silentSinceMs" in answer)
        .filter((silent) => !hasSuccessor(silent))
        .toSorted(byAddress),
    };
  };

  return {
    join: async () => {
      await subscribeIPC(matchMaker.presence, channelOf(matchMaker.processId), async () => {
        inPassing(writeOwn());
        return describe();
      });
      await readKnown();
      const before = [...known].filter(([, process]) => isSuccessor(publicAddress, process.publicAddress));
      await Promise.all(before.map(([processId]) => forget(processId)));
      await writeOwn();
    },
    gather: () => {
      // Several people who look at once are told the same.
      gathering ??= gatherAll().finally(() => {
        gathering = undefined;
      });
      return gathering;
    },
    leave: async () => {
      leaving = true;
      if (redis()?.reachable) await endsWithin(writeOwn(), READS_WITHIN_MS);
    },
  };
}

const UNNOTED: KnownProcess = { publicAddress: null, leaving: false, silentSinceMs: null };

/** What another version noted says nothing to this one. */
function readNoted(text: string): KnownProcess {
  const parsed = knownProcess.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : UNNOTED;
}

function channelOf(processId: string): string {
  return `operator:${processId}`;
}

type Placed = Pick<SilentProcess, "processId" | "publicAddress">;
function byAddress(one: Placed, other: Placed): number {
  return (
    (one.publicAddress ?? "").localeCompare(other.publicAddress ?? "") || (one.processId < other.processId ? -1 : 1)
  );
}
