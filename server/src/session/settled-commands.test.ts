import type { CommandId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { createSettledCommands } from "./settled-commands.ts";

const ana = "ana" as ParticipantId;
const bruno = "bruno" as ParticipantId;
const id = (number: number) => `command-${number}` as CommandId;

it("remembers a person's newest answers only, however many commands were in vain", () => {
  const settled = createSettledCommands();
  settled.settle(bruno, id(0), 7);
  for (let i = 1; i <= 5_000; i++) settled.settle(ana, id(i), i);
  const remembered = Array.from({ length: 5_000 }, (_, i) => settled.sequenceOf(ana, id(i + 1)));
  expect(remembered.filter((sequence) => sequence !== undefined)).toEqual(
    Array.from({ length: 100 }, (_, i) => 4_901 + i),
  );
  expect(settled.sequenceOf(bruno, id(0))).toBe(7);
});

it("answers nobody with another person's", () => {
  const settled = createSettledCommands();
  settled.settle(bruno, id(0), 7);
  expect(settled.sequenceOf(ana, id(0))).toBeUndefined();
});
