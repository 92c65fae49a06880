// How much may come from one address, before anybody has signed in: a home's or a clinic's people share one, so the bounds lie far
// above what several classes need, and far below what would keep others from being served.
import { type Budget, createSpending, type Spending, spend } from "./budget.ts";

/** Opening the page takes about sixty requests; a dozen people may do so at the same moment. */
const REQUESTS: Budget = { perSecond: 60, burst: 900 };
const CONNECTIONS = 200;
/** Above this many, addresses that have nothing open and their budget back are forgotten. */
const KEPT = 10_000;
const REFILLED_AFTER_MS = (1000 * REQUESTS.burst) / REQUESTS.perSecond;

export interface AddressBudget {
  /** Takes one; false when this address has asked too often. Nobody's address (`undefined`) is not bounded. */
  readonly request: (address: string | undefined) => boolean;
  /** The way to give the place back when the connection ends; `undefined` when this address has too many open. */
  readonly connect: (address: string | undefined) => (() => void) | undefined;
}

interface Visitor {
  readonly spending: Spending;
  connections: number;
}

export function createAddressBudget(nowMs: () => number): AddressBudget {
  const visitors = new Map<string, Visitor>();
  const forget = (now: number) => {
    for (const [address, { connections, spending }] of visitors)
      if (connections === 0 && now - spending.atMs > REFILLED_AFTER_MS) visitors.delete(address);
  };
  const visitorOf = (address: string): Visitor => {
    const known = visitors.get(address);
    if (known !== undefined) return known;
    const now = nowMs();
    if (visitors.size >= KEPT) forget(now);
    const visitor = { spending: createSpending(REQUESTS, now), connections: 0 };
    visitors.set(address, visitor);
    return visitor;
  };
  return {
    request: (address) => address === undefined || spend(visitorOf(address).spending, REQUESTS, nowMs()),
    connect: (address) => {
      if (address === undefined) return () => {};
      const visitor = visitorOf(address);
      if (visitor.connections >= CONNECTIONS) return undefined;
      visitor.connections += 1;
      let open = true;
      return () => {
        if (open) visitor.connections -= 1;
        open = false;
      };
    },
  };
}
