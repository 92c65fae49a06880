// Commands that wait until they can be kept, because the database is away. What is urgent overtakes them and takes back its own opposites:
// what somebody said last holds, not what was decided last.
import { type AskedCommand, takesBack } from "@ensemble/shared/session/urgent-rules.ts";

export interface WaitingCommands {
  /** Resolves when it may be decided; "takenBack" when it must not be any more. */
  readonly wait: (asked: AskedCommand) => Promise<"due" | "takenBack">;
  /** Whether anything was waiting that this takes back. */
  readonly takeBack: (urgent: AskedCommand) => boolean;
}

export function createWaitingCommands(whenDurable: () => Promise<void>): WaitingCommands {
  const waiting = new Map<AskedCommand, (outcome: "due" | "takenBack") => void>();
  return {
    wait: (asked) =>
      new Promise((resolve) => {
        waiting.set(asked, resolve);
        void whenDurable().then(() => {
          waiting.delete(asked);
          resolve("due");
        });
      }),
    takeBack: (urgent) => {
      const taken = [...waiting].filter(([asked]) => takesBack(urgent, asked));
      for (const [asked, resolve] of taken) {
        waiting.delete(asked);
        resolve("takenBack");
      }
      return taken.length > 0;
    },
  };
}
