import type { PointingMessage } from "@ensemble/shared/protocol/annotation-form.ts";
import type { Drawing, JointTarget } from "@ensemble/shared/session/annotation.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDrawingsHere } from "./drawings-here.ts";

const ana = "ana" as ParticipantId;
const bruno = "bruno" as ParticipantId;
const circle = (annotationId: string): Drawing => ({
  annotationId,
  tool: "circle",
  points: [
    [0, 0],
    [9, 9],
  ],
  stays: true,
});
const target = (annotationId: string, joint: JointTarget["joint"] = "leftKnee"): JointTarget => ({
  annotationId,
  tool: "target",
  joint,
  degrees: 90,
});

describe("what a therapist draws and takes away", () => {
  let sent: { readonly command: SessionCommand; readonly answer: (applied: boolean) => Promise<void> }[] = [];
  let takenBack: string[] = [];
  const open = () =>
    createDrawingsHere({
      send: (command) =>
        new Promise((resolve) => {
          const answer = async (applied: boolean) => {
            resolve(applied);
            await Promise.resolve();
          };
          sent.push({ command, answer });
        }),
      sendPointing: (message: PointingMessage) => {
        if (message.kind === "stroke" && message.points.length === 0) takenBack.push(message.annotationId);
      },
      changed: () => undefined,
    });
  const erased = () =>
    sent.flatMap(({ command }) => (command.name === "eraseAnnotation" ? [command.annotationId] : []));
  beforeEach(() => {
    sent = [];
    takenBack = [];
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("goes one after the other, however quickly undo is pressed, and not the same one twice", () => {
    const here = open();
    const shown = [circle("first"), circle("second"), circle("third")];
    for (let press = 0; press < 4; press += 1) here.undo(ana, shown);
    expect(erased()).toEqual(["third", "second", "first"]);
    expect(here.findLast(ana, shown)).toBeUndefined();
  });

  it("goes before what was drawn earlier, also while the state does not know of it", () => {
    const here = open();
    const shown = [circle("before")];
    here.draw(ana, circle("new"));
    here.draw(ana, target("aim"));
    here.undo(ana, shown);
    here.undo(ana, shown);
    here.undo(ana, shown);
    expect(erased()).toEqual(["aim", "new", "before"]);
    expect(here.strokesOn(ana)).toEqual([]);
    expect(takenBack, "from the patient's screen, where it was seen while it was drawn").toContain("new");
  });

  it("is one and the same when state and page both know of it", () => {
    const here = open();
    here.draw(ana, circle("one"));
    const shown = [circle("before"), circle("one")];
    here.undo(ana, shown);
    here.undo(ana, shown);
    expect(erased()).toEqual(["one", "before"]);
  });

  it("is there again when taking it away was refused, and a second later is gone from what waits", async () => {
    const here = open();
    const shown = [circle("one")];
    here.undo(ana, shown);
    await sent[0]?.answer(false);
    expect(here.findLast(ana, shown)?.annotationId).toBe("one");
    here.undo(ana, shown);
    await sent[1]?.answer(true);
    expect(here.findLast(ana, shown)).toBeUndefined();
    vi.advanceTimersByTime(1_000);
    // Whoever has drawn it again by then.
    expect(here.findLast(ana, shown)?.annotationId).toBe("one");
  });

  it("is shown until the state has it, and never again when it was not taken", async () => {
    const here = open();
    here.draw(ana, circle("kept"));
    here.draw(ana, circle("refused"));
    expect(here.strokesOn(ana).map(({ annotationId }) => annotationId)).toEqual(["kept", "refused"]);
    await sent[1]?.answer(false);
    expect(here.strokesOn(ana).map(({ annotationId }) => annotationId)).toEqual(["kept"]);
    expect(takenBack).toEqual(["refused"]);
    await sent[0]?.answer(true);
    vi.advanceTimersByTime(1_000);
    expect(here.strokesOn(ana)).toEqual([]);
  });

  it("is of one patient's picture", () => {
    const here = open();
    here.draw(ana, circle("hers"));
    expect([here.strokesOn(bruno), here.findLast(bruno, [])]).toEqual([[], undefined]);
  });

  it("is no target that a newer one at the same joint has replaced", () => {
    const here = open();
    here.draw(ana, target("old"));
    here.draw(ana, target("other", "rightKnee"));
    here.draw(ana, target("new"));
    for (let press = 0; press < 3; press += 1) here.undo(ana, []);
    expect(erased()).toEqual(["new", "other"]);
  });

  it("goes all at once, and is not taken away once more", async () => {
    const here = open();
    here.draw(ana, circle("new"));
    here.clear(ana, [circle("old")]);
    expect(here.strokesOn(ana)).toEqual([]);
    here.undo(ana, [circle("old")]);
    expect(sent.map(({ command }) => command.name)).toEqual(["drawAnnotation", "clearAnnotations"]);
    await sent[1]?.answer(false);
    expect(here.strokesOn(ana)).toHaveLength(1);
  });
});
