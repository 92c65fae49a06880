import type { MeasurementMessage } from "@ensemble/shared/protocol/room-messages.ts";
import type { ParticipantView, SessionView, SetView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { KEPT_MS, type MovementHistory, noteMeasurement, rememberMovement } from "./movement-history.ts";

const ana = "ana" as ParticipantId;

function view(
  repetitions: number,
  angleDegrees: number | undefined,
  attainedDegrees = 80,
  setId = "set-1",
): SessionView {
  const clinical = {
    angleDegrees,
    attainedDegrees,
    rangeBelow95: 4,
    rangeAbove95: 6,
    rangeMeasurable: true,
    quality: 80,
    confidence: 0.9,
  };
  return {
    set: { setId } as SetView,
    participants: [{ participantId: ana, role: "patient", repetitions, clinical } as ParticipantView],
  } as unknown as SessionView;
}

function remembered(...steps: [view: SessionView, atMs: number][]): MovementHistory {
  return steps.reduce<MovementHistory>((history, [each, atMs]) => rememberMovement(history, each, atMs), {});
}

it("keeps one entry for each repetition, with what was measured when it was counted", () => {
  const history = remembered(
    [view(0, 10), 0],
    [view(1, 20, 81), 1_000],
    [view(1, 30, 81), 2_000],
    [view(2, 20, 84), 3_000],
  );
  expect(history[ana]?.repetitions.map(({ ordinal, degrees }) => [ordinal, degrees])).toEqual([
    [1, 81],
    [2, 84],
  ]);
});

it("begins anew with a new set", () => {
  const history = remembered([view(3, 10), 0], [view(0, 10, 80, "set-2"), 1_000], [view(1, 10, 70, "set-2"), 2_000]);
  expect(history[ana]?.repetitions.map((each) => each.ordinal)).toEqual([1]);
});

it("forgets angles older than half a minute and keeps the newest", () => {
  const history = remembered([view(0, 1), 0], [view(0, 2), KEPT_MS], [view(0, 3), KEPT_MS + 100]);
  expect(history[ana]?.angles.map((sample) => sample.degrees)).toEqual([2, 3]);
});

it("leaves one gap while the angle cannot be seen", () => {
  const history = remembered([view(0, 1), 0], [view(0, undefined), 100], [view(0, undefined), 200], [view(0, 4), 300]);
  expect(history[ana]?.angles.map((sample) => sample.degrees)).toEqual([1, undefined, 4]);
});

it("changes nothing when nothing new came", () => {
  const first = remembered([view(1, 10), 0]);
  expect(rememberMovement(first, view(1, 11), 20)[ana]).toBe(first[ana]);
});

it("fills in a repetition that the state passed over, in its place, and says of each what was measured of it rather than the state's means", () => {
  const measured = (ordinal: number, attainedDegrees: number): MeasurementMessage => ({
    epoch: 1,
    participantId: ana,
    ordinal,
    side: "both",
    attainedDegrees,
    rangeBelow95: 4,
    rangeAbove95: 6,
    rangeMeasurable: true,
    quality: 72,
    parts: {
      range: 64,
      form: 80,
      compensation: 80,
      tempo: 80,
      smoothness: null,
      symmetry: null,
      steadiness: 80,
      compensated: null,
    },
    confidence: 0.9,
  });
  let history = remembered([view(1, 10, 81), 0], [view(3, 10, 83), 1_000]);
  for (const message of [measured(2, 82), measured(3, 84)]) history = noteMeasurement(history, message);
  history = rememberMovement(history, view(3, 11, 99), 2_000);
  expect(history[ana]?.repetitions.map(({ ordinal, degrees }) => [ordinal, degrees])).toEqual([
    [1, 81],
    [2, 82],
    [3, 84],
  ]);
  expect(history[ana]?.repetitions.map(({ below95, above95 }) => [below95, above95])).toEqual([
    [4, 6],
    [4, 6],
    [4, 6],
  ]);
  expect(history[ana]?.repetitions.map(({ quality, parts }) => [quality, parts?.range])).toEqual([
    [80, undefined],
    [72, 64],
    [72, 64],
  ]);
});
