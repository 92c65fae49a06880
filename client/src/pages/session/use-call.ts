// Picture and sound of the session, opened when the person is ready to be seen and heard, following whatever devices there are.
import { useEffect, useRef, useState } from "react";
import type { Call } from "../../call/call.ts";
import type { SessionConnection } from "../../connection/client-session.ts";

export function useCall(options: {
  connection: SessionConnection;
  /** False before the agreement: nothing is sent and nothing shown. */
  wanted: boolean;
  stream: MediaStream | undefined;
  /** A slow device: fewer and smaller pictures are sent. Taken up when the call begins; a running one is not torn down for it. */
  low: boolean;
  onFailed?: (() => void) | undefined;
}): Call | undefined {
  const { connection, wanted, stream } = options;
  const [call, setCall] = useState<Call>();
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => {
    if (!wanted) return;
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
    open().catch((problem) => {
      console.error("the call could not be opened", problem);
      if (!left) latest.current.onFailed?.();
    });
    return () => {
      left = true;
      opened?.dispose();
      setCall(undefined);
    };
  }, [connection, wanted]);
  useEffect(() => call?.takeStream(stream), [call, stream]);
  return call;
}
