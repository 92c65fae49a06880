// The measured side of a bench: a server in a process of its own that says where it is, tells its processor time when asked, and
// ends with whoever started it.
import { Session } from "node:inspector/promises";
import { join } from "node:path";
import { type CpuProfile, profileShares, type Share } from "./profile-shares.ts";

export interface MeasuredServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}
export type MeasurementAnswer =
  | { readonly kind: "ready"; readonly url: string }
  /** Of this process with all its threads, since its start. */
  | { readonly kind: "cpu"; readonly microseconds: number }
  /** After a collection of what is no longer used; a class's frames lie in buffers, outside the heap. */
  | {
      readonly kind: "memory";
      readonly heapBytes: number;
      readonly bufferBytes: number;
      readonly residentBytes: number;
    }
  /** A profile has begun; where the time went since it did, when it ends. */
  | { readonly kind: "profiling" }
  | { readonly kind: "profiled"; readonly shares: readonly Share[] };
export type MeasurementRequest = "cpu" | "memory" | "profile" | "endProfile" | "close";

const CLONE = join(import.meta.dirname, "../../..");

export function answerMeasurements({ url, close }: MeasuredServer): void {
  const answer = (message: MeasurementAnswer) => process.send?.(message);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void close().then(() => process.exit(0));
  };
  const profiler = createProfiler();
  process.on("message", (request: MeasurementRequest) => {
    if (request === "close") return end();
    if (request === "profile") return void profiler.start().then(() => answer({ kind: "profiling" }));
    if (request === "endProfile") return void profiler.stop().then((shares) => answer({ kind: "profiled", shares }));
    if (request === "memory") {
      // Twice: buffers of what the first one collects are given back by the next.
      globalThis.gc?.();
      globalThis.gc?.();
      const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
      answer({ kind: "memory", heapBytes: heapUsed, bufferBytes: arrayBuffers, residentBytes: rss });
      return;
    }
    const { user, system } = process.cpuUsage();
    answer({ kind: "cpu", microseconds: user + system });
  });
  process.on("disconnect", end);
  answer({ kind: "ready", url });
}

function createProfiler() {
  const session = new Session();
  return {
    start: async () => {
      session.connect();
      await session.post("Profiler.enable");
      await session.post("Profiler.start");
    },
    stop: async () => {
      const { profile } = await session.post("Profiler.stop");
      session.disconnect();
      return profileShares(profile as CpuProfile, CLONE);
    },
  };
}
