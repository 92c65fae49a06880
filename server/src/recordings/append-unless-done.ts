// What is done and noted at once, or neither, where somebody else may have done it in this moment.
import type { AuditFact } from "./audit-chain.ts";
import type { AuditStore, Transaction } from "./audit-store.ts";

/** `act`: whether there was anything to do. Nothing is noted, and nothing kept, of what was so before. Rejects as `act` does. */
export async function appendUnlessDone(
  audit: Pick<AuditStore, "append">,
  clinicId: string,
  fact: AuditFact,
  act: (client: Transaction) => Promise<boolean>,
): Promise<void> {
  try {
    await audit.append(clinicId, fact, async (client) => {
      if (!(await act(client))) throw new DoneAlready();
    });
  } catch (error) {
    if (!(error instanceof DoneAlready)) throw error;
  }
}

class DoneAlready extends Error {}
