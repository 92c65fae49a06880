import { NO_NUMBER } from "@ensemble/shared/protocol/state-values.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { SessionRoomState } from "./session-room-state.ts";
import { clinicalOf, showReading } from "./show-session.ts";

const ana = "ana" as ParticipantId;
const WELL = { angleDegrees: 61.6, tracking: "good", trackingReason: "seen", viewFits: true } as const;
const FEET = {
  angleDegrees: undefined,
  tracking: "partial",
  trackingReason: "feet_out_of_picture",
  viewFits: true,
} as const;

it("says how the body is seen while frames come, and that nobody is seen once they stay away", () => {
  const room = new SessionRoomState();
  const clinical = clinicalOf(room, ana);
  const shown = (latest: Parameters<typeof showReading>[2], silentForMs: number) => {
    showReading(room, ana, latest, silentForMs);
    return [clinical.tracking, clinical.trackingReason, clinical.angleDegrees];
  };
  const nobody = ["lost", "nobody_seen", NO_NUMBER];
  expect(shown(undefined, Number.POSITIVE_INFINITY)).toEqual(nobody);
  expect(shown(undefined, 60)).toEqual(["good", "", NO_NUMBER]);
  expect(shown(WELL, 1_900)).toEqual(["good", "", 62]);
  expect(shown(WELL, 2_100)).toEqual(nobody);
  expect(shown(FEET, 60)).toEqual(["partial", "feet_out_of_picture", NO_NUMBER]);
});
