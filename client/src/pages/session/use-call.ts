// Picture and sound of the session, opened when the person is ready to be seen and heard, following whatever devices there are.
import { useEffect, useState } from "react";
import type { Call } from "../../call/call.ts";
import type { SessionConnection } from "../../connection/client-session.ts";

export function useCall(options: {
  connection: SessionConnection;
  /** False before the agreement: nothing is sent and nothing shown. */
  wanted: boolean;
  stream: MediaStream | undefined;
  low: boolean;
}): Call | undefined {
  const { connection, wanted, stream, low } = options;
  const [call, setCall] = useState<Call>();
  useEffect(() => {
    if (!wanted) return;
    let opened: Call | undefined;
    let left = false;
    const open = async () => {
      const { openCall } = await import("../../call/call.ts");
      const made = await openCall(connection, { stream: undefined, low });
      if (left) return made.dispose();
      opened = made;
      setCall(made);
    };
    // Without picture and sound the class still runs; the pages show that there is none.
    open().catch((problem) => console.error("the call could not be opened", problem));
    return () => {
      left = true;
      opened?.dispose();
      setCall(undefined);
    };
  }, [connection, wanted, low]);
  useEffect(() => call?.takeStream(stream), [call, stream]);
  return call;
}
