// A participant's seat in the room: what it may still send, and what it was refused. Refusing never costs the seat.
import { type Client, CloseCode } from "@colyseus/core";
import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import type { RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import { type RefusalMessage, WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import type { ParticipantId, Role } from "@ensemble/shared/session/identifiers.ts";
import type { Person } from "../identity/index.ts";
import { createSpending, type Spending, spend } from "../platform/budget.ts";
import { type ClientLine, findLine } from "./client-line.ts";
import { sendOverLine } from "./frame-for-many.ts";
import { BUDGETS } from "./message-budget.ts";

export type MessageKind = keyof typeof BUDGETS;
export interface RoomSeat {
  readonly participantId: ParticipantId;
  readonly seatedAtMs: number;
  /** Which load of a page this is; empty when it does not say. */
  readonly page: string;
  /** Where frames that many get are written; without one they are sent as messages. */
  readonly line: ClientLine | undefined;
  readonly spendings: Readonly<Record<MessageKind, Spending>>;
  readonly refusals: Map<RefusalCode, { count: number; toldAtMs: number }>;
}
/** A person with a part in the session. */
export type Member = Person & { readonly role: Role };
export type SeatClient = Client<{ auth: Member; userData: RoomSeat }>;

/** Refusals of one kind are told to a client at most this often. */
const TOLD_EVERY_MS = 1_000;

export function takeSeat(
  client: SeatClient,
  whose: Pick<RoomSeat, "participantId" | "page">,
  epoch: () => number,
): void {
  const now = performance.now();
  const line = findLine(client.ref);
  if (line !== undefined) sendOverLine(client as never, line);
  client.userData = {
    ...whose,
    seatedAtMs: now,
    line,
    spendings: {
      pose: createSpending(BUDGETS.pose, now),
      request: createSpending(BUDGETS.request, now),
      message: createSpending(BUDGETS.message, now),
      pointing: createSpending(BUDGETS.pointing, now),
      painStop: createSpending(BUDGETS.painStop, now),
    },
    refusals: new Map(),
  };
  // The core answers a message it cannot decode by closing the connection: here it is refused like any other.
  const leave = client.leave.bind(client);
  client.leave = (code, reason) => {
    if (code === CloseCode.WITH_ERROR) tellRefusal(client, "protocol/malformed", epoch());
    else leave(code, reason);
  };
}

/**
 * A person has one seat, and the page opened last has it. From here on nothing the pages before it send is taken, though
 * their connections may take a while to close. Returns the pages that have lost the seat.
 */
export function giveUpSeats(
  clients: Iterable<SeatClient>,
  newest: SeatClient,
  whose: Pick<RoomSeat, "participantId" | "page">,
): readonly string[] {
  const pages: string[] = [];
  for (const other of clients) {
    const seat = other.userData;
    if (other === newest || seat?.participantId !== whose.participantId) continue;
    const samePage = seat.page !== "" && seat.page === whose.page;
    if (!samePage) pages.push(seat.page);
    other.userData = undefined as never;
    other.leave(samePage ? CLOSE_CODES.rejoined : CLOSE_CODES.takenOver);
  }
  return pages;
}

/** Those whose seat another page has taken are on their way out. */
export function countSeats(clients: Iterable<SeatClient>): Record<Role, number> {
  const counts = { therapist: 0, patient: 0 };
  for (const { auth, userData } of clients) if (auth !== undefined && userData !== undefined) counts[auth.role] += 1;
  return counts;
}

/** The seat, when this client may still send this kind of message now; else it is told that it may not. */
export function paySeat(client: SeatClient, kind: MessageKind, epoch: number): RoomSeat | undefined {
  const seat = client.userData;
  if (seat === undefined) return undefined;
  if (spend(seat.spendings[kind], BUDGETS[kind], performance.now())) return seat;
  tellRefusal(client, "protocol/too_many", epoch);
  return undefined;
}

/** For answers that carry the refusal themselves. */
export function countRefusal(client: SeatClient, code: RefusalCode): RefusalCode {
  const refusals = client.userData?.refusals;
  const refusal = refusals?.get(code) ?? { count: 0, toldAtMs: Number.NEGATIVE_INFINITY };
  refusal.count += 1;
  refusals?.set(code, refusal);
  return code;
}

export function tellRefusal(client: SeatClient, code: RefusalCode, epoch: number): void {
  countRefusal(client, code);
  const refusal = client.userData?.refusals.get(code);
  const now = performance.now();
  if (refusal === undefined || now - refusal.toldAtMs < TOLD_EVERY_MS) return;
  refusal.toldAtMs = now;
  const message: RefusalMessage = { epoch, code, count: refusal.count };
  client.send(WIRE.refusal, message);
}
