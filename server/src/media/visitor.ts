// One participant's dealings with the session's media: requests in turn, not too many, and none carried out after leaving.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import {
  type Budget,
  type BudgetRule,
  PROBE_BUDGET,
  REQUEST_BUDGET,
  spend,
  TRANSPORT_BUDGET,
} from "./signalling-budget-rules.ts";

/** Requests that may wait for each other. */
const WAITING_REQUESTS = 64;

export class Visitor {
  /** The message last told, so that nothing is told twice. */
  told = "";
  #leavings = 0;
  #waiting = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #requests: Budget | undefined;
  #transports: Budget | undefined;
  #probes: Budget | undefined;

  payForRequest(nowMs: number): void {
    this.#requests = pay(this.#requests, REQUEST_BUDGET, nowMs);
  }

  payForTransport(nowMs: number): void {
    this.#transports = pay(this.#transports, TRANSPORT_BUDGET, nowMs);
  }

  payForProbe(nowMs: number): void {
    this.#probes = pay(this.#probes, PROBE_BUDGET, nowMs);
  }

  /** Runs after all that was asked before; `hasLeft` tells whether the participant left since it was asked. */
  async inTurn<Result>(run: (hasLeft: () => boolean) => Promise<Result>): Promise<Result> {
    if (this.#waiting >= WAITING_REQUESTS) throw new DomainError("media/too_many");
    const leavings = this.#leavings;
    this.#waiting += 1;
    const answer = this.#turn.then(() => run(() => this.#leavings !== leavings));
    // Whoever asked is told of a refusal; the next in turn does not care.
    this.#turn = answer.catch(() => undefined);
    try {
      return await answer;
    } finally {
      this.#waiting -= 1;
    }
  }

  leave(): void {
    this.#leavings += 1;
  }
}

function pay(budget: Budget | undefined, rule: BudgetRule, nowMs: number): Budget {
  const left = spend(budget, rule, nowMs);
  if (!left) throw new DomainError("media/too_many");
  return left;
}
