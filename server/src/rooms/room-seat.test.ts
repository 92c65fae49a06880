import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { giveUpSeats, paySeat, type SeatClient, takeSeat } from "./room-seat.ts";

function seated(participantId: string, page: string) {
  const codes: (number | undefined)[] = [];
  const client = { leave: (code?: number) => codes.push(code), send: () => undefined } as unknown as SeatClient;
  takeSeat(client, { participantId: participantId as ParticipantId, page }, () => 1);
  return { client, codes };
}

it("gives a person's seat to the page opened last, and tells only other pages that they have lost it", () => {
  const otherPage = seated("ana", "laptop");
  const samePage = seated("ana", "tablet");
  const somebodyElse = seated("bruno", "tablet");
  const newest = seated("ana", "tablet");
  const everybody = [otherPage, samePage, somebodyElse, newest];
  const whose = { participantId: "ana" as ParticipantId, page: "tablet" };
  const clients = everybody.map(({ client }) => client);
  expect(giveUpSeats(clients, newest.client, whose)).toEqual(["laptop"]);
  expect(everybody.map(({ codes }) => codes)).toEqual([[CLOSE_CODES.takenOver], [CLOSE_CODES.rejoined], [], []]);
  expect(clients.map((client) => paySeat(client, "pose", 1) !== undefined)).toEqual([false, false, true, true]);
});
