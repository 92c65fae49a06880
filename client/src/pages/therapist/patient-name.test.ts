import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { expect, it } from "vitest";
import { nameOf, wholeNameOf } from "./patient-name.ts";

const known = (name: string, clinical?: object) => ({ name, clinical }) as Pick<ParticipantView, "name" | "clinical">;

it("calls a patient by the full name and keeps the nickname beside it", () => {
  expect(nameOf(known("Sunny", { fullName: "Ana Kovač" }))).toEqual({ full: "Ana Kovač", nickname: "Sunny" });
  expect(wholeNameOf(known("Sunny", { fullName: "Ana Kovač" }))).toBe("Ana Kovač Sunny");
});

it("says one name once", () => {
  expect(nameOf(known("Ana Kovač", { fullName: "Ana Kovač" }))).toEqual({ full: "Ana Kovač", nickname: undefined });
  expect(wholeNameOf(known("Ana Kovač", { fullName: "Ana Kovač" }))).toBe("Ana Kovač");
});

it("falls back to the name everybody sees", () => {
  expect(nameOf(known("Sunny", { fullName: "" }))).toEqual({ full: "Sunny", nickname: undefined });
  expect(nameOf(known("Sunny", {}))).toEqual({ full: "Sunny", nickname: undefined });
  expect(nameOf(known("Sunny"))).toEqual({ full: "Sunny", nickname: undefined });
});
