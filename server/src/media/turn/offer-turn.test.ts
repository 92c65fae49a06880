import type { MediaNode, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import { offerTurn } from "./offer-turn.ts";

const SEAT: MediaSeat = { groupSessionId: "class" as GroupSessionId, participantId: "demo-ana" as ParticipantId };
const node = { health: async () => ({ status: "ok" }) } as unknown as MediaNode;
const URLS = ["turn:rehab.example.org:3478?transport=tcp"];

describe("a way round a participant's network", () => {
  it("is the TURN server, with credentials of the participant's own", () => {
    const withTurn = offerTurn(node, { urls: URLS, secret: "north" }, () => 1_764_992_800_000);
    expect(withTurn.waysRound?.(SEAT)).toEqual([
      { urls: URLS, username: "1765000000:demo-ana", credential: "SR3/gI7RdEmXKegeueRaInuPkb4=" },
    ]);
    expect(withTurn.health).toBe(node.health);
  });

  it("is none where there is no TURN server", () => {
    expect(offerTurn(node, undefined, () => 0)).toBe(node);
  });
});
