// Hands the running session to the pages: they read a snapshot and send commands, and never know what carries them.
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import type { ClientSession, SessionConnection } from "../connection/client-session.ts";

const SessionContext = createContext<SessionConnection | undefined>(undefined);

export function SessionProvider({ connection, children }: { connection: SessionConnection; children: ReactNode }) {
  return <SessionContext value={connection}>{children}</SessionContext>;
}

export function useSessionActions(): SessionConnection {
  const connection = useContext(SessionContext);
  if (connection === undefined) throw new Error("no SessionProvider above this component");
  return connection;
}

/** Renders again after every change of the snapshot, many times a second while somebody moves. */
export function useClientSession(): ClientSession {
  const connection = useSessionActions();
  return useSyncExternalStore(connection.subscribe, connection.snapshot);
}

/** Renders again only when the chosen part changed. `choose` must return a value of the snapshot or a primitive, nothing made anew. */
export function useSessionPart<Part>(choose: (session: ClientSession) => Part): Part {
  const connection = useSessionActions();
  return useSyncExternalStore(connection.subscribe, () => choose(connection.snapshot()));
}
