// Picture and sound of the session, opened when the person is ready to be seen and heard, following whatever devices there are.
import { useEffect, useRef, useState } from "react";
import type { Call } from "../../call/call.ts";
import type { SessionConnection } from "../../connection/client-session.ts";

export function useCall(options: {
  connection: SessionConnection;
  /** False before the agreement: nothing is sent and nothing shown. */
  wanted: boolean;
  stream: MediaStream | undefined;
  /** The camera gives a small picture. Taken up when the call begins. */
  low: boolean;
  /** Sizes of the own picture that are sent at the most: followed at once, also in a running call. */
  encodings?: number;
  /** Another number opens it anew. */
  tries?: number;
  /** Called with the problem when it could not be opened, with undefined when it is tried. */
  onFailed?: ((problem: unknown) => void) | undefined;
}): Call | undefined {
  const { connection, wanted, stream, encodings, tries = 0 } = options;
  const [call, setCall] = useState<Call>();
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => {
    void tries;
    if (!wanted) return;
    latest.current.onFailed?.(undefined);
    let opened: Call | undefined;
    let left = false;
    const open = async () => {
      const { openCall } = await import("../../call/call.ts");
      const made = await openCall(connection, { stream: undefined, low: latest.current.low });
      if (left) return made.dispose();
      opened = made;
      setCall(made);
    };
    // Without picture and sound the class still runs; the pages say that there is none.
    open().catch((problem: unknown) => {
      console.error("the call could not be opened", problem);
      if (!left) latest.current.onFailed?.(problem);
    });
    return () => {
      left = true;
      opened?.dispose();
      setCall(undefined);
    };
  }, [connection, wanted, tries]);
  useEffect(() => {
    if (encodings !== undefined) call?.sendAtMost(encodings);
  }, [call, encodings]);
  useEffect(() => call?.takeStream(stream), [call, stream]);
  return call;
}
