import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it, vi } from "vitest";
import type { Reviewer } from "./admit-reviewer.ts";
import { createNoteViewing } from "./note-viewings.ts";

const MINUTE_MS = 60_000;
const thea: Reviewer = { personId: "thea" as ParticipantId, clinicId: "lake", role: "therapist" };

it("notes one sitting once, another after a pause or half an hour, and each patient apart", async () => {
  let now = 0;
  const append = vi.fn<Parameters<typeof createNoteViewing>[0]["append"]>(async () => undefined);
  const note = createNoteViewing({ append }, { nowMs: () => 5, monotonicMs: () => now });
  const noted = async (minutes: number, who: string) => {
    now = minutes * MINUTE_MS;
    await note(thea, "review.viewed", `s/${who}`);
    return append.mock.calls.length;
  };
  expect(await noted(0, "ana")).toBe(1);
  expect(append.mock.calls[0]).toMatchObject(["lake", { action: "review.viewed", subject: "s/ana", atMs: 5 }]);
  expect(await noted(1, "ana")).toBe(1);
  expect(await noted(1, "bruno")).toBe(2);
  expect(await noted(4, "ana")).toBe(3);
  for (let minute = 5; minute < 34; minute++) expect(await noted(minute, "ana"), `${minute}`).toBe(3);
  expect(await noted(34, "ana")).toBe(4);
  // What a patient was sent is another matter than the review it came from, and another person's look.
  const ana: Reviewer = { personId: "ana" as ParticipantId, clinicId: "lake", role: "patient" };
  for (let looks = 0; looks < 2; looks++) await note(ana, "comment.viewed", "s/ana");
  expect(append).toHaveBeenCalledTimes(5);
  expect(append.mock.lastCall).toMatchObject(["lake", { action: "comment.viewed", actor: { role: "patient" } }]);
});

it("refuses a look that could not be noted, and tries again with the next", async () => {
  const append = vi.fn<Parameters<typeof createNoteViewing>[0]["append"]>(async () => undefined);
  append.mockRejectedValueOnce(new Error("away"));
  const note = createNoteViewing({ append }, { nowMs: () => 0, monotonicMs: () => 0 });
  await expect(note(thea, "review.viewed", "s/ana")).rejects.toThrow("away");
  await note(thea, "review.viewed", "s/ana");
  expect(append).toHaveBeenCalledTimes(2);
});
