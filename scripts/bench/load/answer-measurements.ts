// The measured side of a bench: a server in a process of its own that says where it is, tells its processor time when asked, and
// ends with whoever started it.

export interface MeasuredServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}
export type MeasurementAnswer =
  | { readonly kind: "ready"; readonly url: string }
  /** Of this process with all its threads, since its start. */
  | { readonly kind: "cpu"; readonly microseconds: number };
export type MeasurementRequest = "cpu" | "close";

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
    const { user, system } = process.cpuUsage();
    answer({ kind: "cpu", microseconds: user + system });
  });
  process.on("disconnect", end);
  answer({ kind: "ready", url });
}
