import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import { leaderboard } from "./leaderboard-rules.ts";

function patient(name: string, points: number, more: Partial<ParticipantView> = {}): ParticipantView {
  return { participantId: name, role: "patient", name, mark: 0, points, standing: "name", ...more } as ParticipantView;
}
const ana = "Ana" as ParticipantId;

describe("leaderboard", () => {
  it("puts most points first and knows oneself", () => {
    const rows = leaderboard([patient("Ana", 20, { repetitions: 8 }), patient("Bruno", 30, { repetitions: 10 })], ana);
    expect(rows.map((row) => [row.place, row.name, row.repetitions, row.me])).toEqual([
      [1, "Bruno", 10, false],
      [2, "Ana", 8, true],
    ]);
  });
  it("gives equal points the same place and leaves the next one out", () => {
    const rows = leaderboard([patient("Ana", 20), patient("Bruno", 20), patient("Chidi", 10)], ana);
    expect(rows.map((row) => row.place)).toEqual([1, 1, 3]);
  });
  it("does not show those who left it, nor the therapist", () => {
    const people = [
      patient("Ana", 5),
      patient("Dora", 9, { standing: "hidden" }),
      patient("Tea", 0, { role: "therapist" }),
    ];
    expect(leaderboard(people, ana).map((row) => row.name)).toEqual(["Ana"]);
  });
});
