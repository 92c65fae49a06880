import type { ClinicalView, ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { orderAttention, rememberAttention } from "@ensemble/shared/session/attention-rules.ts";
import { expect, it } from "vitest";
import { subjectsOf } from "./attention-subjects.ts";

function patient(name: string, changes: Partial<ParticipantView> = {}, clinical: Partial<ClinicalView> = {}) {
  return {
    participantId: name,
    role: "patient",
    mark: 0,
    present: true,
    connection: "good",
    stopped: false,
    repetitions: 8,
    points: 8,
    targetRepetitions: 10,
    clinical: { framing: "", tracking: "good", cue: "", confidence: 0.9, quality: 80, ...clinical },
    ...changes,
  } as unknown as ParticipantView;
}

/** The list after everything has held for ten seconds of a running set. */
function listed(...participants: ParticipantView[]): string[] {
  const subjects = subjectsOf({ participants } as unknown as SessionView, new Set());
  const memory = rememberAttention({}, subjects, true, 0);
  return orderAttention(memory, subjects, 10_000).map((item) => `${item.participantId} ${item.reason}`);
}

const unseen = { framing: "no_camera", tracking: "lost", cue: "lean", quality: undefined } as const;

it("does not ask for a look at somebody who chose to take part without a camera", () => {
  const without = patient("ana", { repetitions: 0, points: 0 }, unseen);
  expect(listed(without, patient("bruno"), patient("chidi"))).toEqual([]);
  expect(listed({ ...without, stopped: true })).toEqual(["ana painStop"]);
  expect(listed({ ...without, present: false }, patient("bruno"))).toEqual([]);
});

it("asks for a look where a camera that had counted is gone", () => {
  expect(listed(patient("ana", {}, { framing: "no_camera" }), patient("bruno"))).toEqual(["ana trackingLost"]);
});

it("passes on what is seen of those with a camera", () => {
  expect(listed(patient("ana", {}, { tracking: "lost" }))).toEqual(["ana trackingLost"]);
  expect(listed(patient("ana", {}, { framing: "too_dark", cue: "lean" }))).toEqual(["ana cuePersists"]);
});
