// The measured side of a bench: a server in a process of its own that says where it is, tells its processor time when asked, and
// ends with whoever started it.

export interface MeasuredServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}
export type MeasurementAnswer =
  | { readonly kind: "ready"; readonly url: string }
  /** Of this process with all its threads, since its start. */
  | { readonly kind: "cpu"; readonly microseconds: number }
  /** After a collection of what is no longer used. */
  | { readonly kind: "memory"; readonly heapBytes: number; readonly residentBytes: number };
export type MeasurementRequest = "cpu" | "memory" | "close";

export function answerMeasurements({ url, close }: MeasuredServer): void {
  const answer = (message: MeasurementAnswer) => process.send?.(message);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void close().then(() => process.exit(0));
  };
  process.on("message", (request: MeasurementRequest) => {
    if (request === "close") return end();
    if (request === "memory") {
      globalThis.gc?.();
      const { heapUsed, rss } = process.memoryUsage();
      answer({ kind: "memory", heapBytes: heapUsed, residentBytes: rss });
      return;
    }
    const { user, system } = process.cpuUsage();
    answer({ kind: "cpu", microseconds: user + system });
  });
  process.on("disconnect", end);
  answer({ kind: "ready", url });
}
