// What a forwarder's processes take while classes call, and what of it arrives.
import { latencySummary } from "../../../server/src/demo/latency-summary.ts";
import type { CalledClass } from "./call-class.ts";
import type { RunningForwarder } from "./start-forwarder.ts";

export interface ForwardingWindow {
  readonly streams: number;
  /** Of a core: the worker's process, the process that leads it, and the worker behind the callers. */
  readonly workerShare: number;
  readonly nodeShare: number;
  readonly callersShare: number;
  /** Of the packets that were due, 0…1: what arrived. */
  readonly arrivedShare: number;
  readonly kilobitsAStream: number;
  /** Of those that were sent, 0…1. */
  readonly lostShare: number;
  /** How long after they were due pictures and sounds left the callers, at the worst hundredth. */
  readonly lateP99Ms: number;
  /** From a caller's sound leaving to its arrival at another: through all queues. Of one stream. */
  readonly ageP50Ms: number;
  readonly ageP99Ms: number;
}

/** `ages`: a list that somebody fills while sound arrives. */
export async function measureForwarding(
  { callers, usage }: RunningForwarder,
  classes: readonly CalledClass[],
  ages: number[],
  seconds: number,
): Promise<ForwardingWindow> {
  const streams = classes.flatMap((one) => one.streams);
  const count = async () => {
    const arrived = await Promise.all(streams.map(({ arriving }) => arriving.count()));
    const sum = (read: (one: (typeof arrived)[number]) => number) => arrived.reduce((all, one) => all + read(one), 0);
    return {
      atMs: performance.now(),
      packets: sum(({ packets }) => packets),
      bytes: sum(({ bytes }) => bytes),
      lost: sum(({ lost }) => lost),
    };
  };
  const read = async () => {
    const [measured, callersMs] = [await usage(), await callers.usedMs()];
    return { ...measured, callersMs, atMs: performance.now() };
  };
  const [countedBefore, usedBefore] = [await count(), await read()];
  callers.people.takeLateMs();
  ages.length = 0;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const late = latencySummary(callers.people.takeLateMs());
  const age = latencySummary([...ages]);
  const [usedAfter, countedAfter] = [await read(), await count()];
  const elapsedMs = usedAfter.atMs - usedBefore.atMs;
  const countedSeconds = (countedAfter.atMs - countedBefore.atMs) / 1_000;
  const packets = countedAfter.packets - countedBefore.packets;
  const lost = countedAfter.lost - countedBefore.lost;
  const due = classes.reduce((sum, one) => sum + one.packetsPerSecond, 0);
  return {
    streams: streams.length,
    workerShare: (usedAfter.workerMs - usedBefore.workerMs) / elapsedMs,
    nodeShare: (usedAfter.nodeMs - usedBefore.nodeMs) / elapsedMs,
    callersShare: (usedAfter.callersMs - usedBefore.callersMs) / elapsedMs,
    arrivedShare: packets / countedSeconds / due,
    kilobitsAStream: ((countedAfter.bytes - countedBefore.bytes) * 8) / 1_000 / countedSeconds / streams.length,
    lostShare: lost / (packets + lost),
    lateP99Ms: late.p99 ?? Number.NaN,
    ageP50Ms: age.p50 ?? Number.NaN,
    ageP99Ms: age.p99 ?? Number.NaN,
  };
}
