// How much may come from one address, before anybody has signed in: a home's or a clinic's people share one, so the bounds lie far
// above what several classes need, and far below what would keep others from being served.
import { addressKey } from "./address-key.ts";
import type { Budget } from "./budget.ts";
import { createBudgetForEach } from "./budget-for-each.ts";

/** Opening the page takes about sixty requests, joining two more; a dozen people may do so at the same moment. */
const REQUESTS: Budget = { perSecond: 60, burst: 900 };
/** Of those who asked for something lately, some 20 MB at most, while whole networks are used up to ask. */
const REMEMBERED = 50_000;
const WEB_SOCKETS = 200;
/** A browser opens up to six for requests and one for its seat: seats as above, and fifty pages being opened. */
const CONNECTIONS = WEB_SOCKETS + 300;
/** Over uWebSockets.js, which ends a connection that has asked nothing for this long, whatever comes over it meanwhile. */
const SILENT_S = 12;
const BEGUN_PER_SECOND = 20;
/** However fast they are begun, no more than those above are silent at once. */
const BEGUN: Budget = { perSecond: BEGUN_PER_SECOND, burst: CONNECTIONS - BEGUN_PER_SECOND * SILENT_S };

/** Takes a place; returns the way to give it back, or `undefined` when this address has too many. */
type TakePlace = (address: string | undefined) => (() => void) | undefined;

/** Nobody's address (`undefined`) is not bounded. */
export interface AddressBudget {
  /** Takes one; false when this address has asked too often. */
  readonly request: (address: string | undefined) => boolean;
  /** For a WebSocket while it is open. */
  readonly webSocket: TakePlace;
  /** For a connection of any kind while it is open, whether or not anything is ever asked over it. */
  readonly connection: TakePlace;
  /** Takes one new connection, where nobody tells whose has ended; false when this address has begun too many. */
  readonly begin: (address: string | undefined) => boolean;
}

export function createAddressBudget(nowMs: () => number): AddressBudget {
  const requests = createBudgetForEach(REQUESTS, REMEMBERED, nowMs);
  const begun = createBudgetForEach(BEGUN, REMEMBERED, nowMs);
  return {
    request: (address) => address === undefined || requests.spend(addressKey(address)),
    webSocket: createPlaces(WEB_SOCKETS),
    connection: createPlaces(CONNECTIONS),
    begin: (address) => address === undefined || begun.spend(addressKey(address)),
  };
}

/** Holds no more addresses than there are connections: nobody is forgotten who has one open. */
function createPlaces(most: number): TakePlace {
  const taken = new Map<string, number>();
  return (address) => {
    if (address === undefined) return () => {};
    const key = addressKey(address);
    const others = taken.get(key) ?? 0;
    if (others >= most) return undefined;
    taken.set(key, others + 1);
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      const left = (taken.get(key) ?? 1) - 1;
      if (left === 0) taken.delete(key);
      else taken.set(key, left);
    };
  };
}
