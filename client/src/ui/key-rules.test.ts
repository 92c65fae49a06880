import { expect, it } from "vitest";
import { commandKeyOf } from "./key-rules.ts";

const press = (key: string, changes = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  code: "",
  repeat: false,
  ...changes,
});
const free = { typing: false, inWord: false, onControl: false, dialogOpen: false };

it("takes letters, digits and space as commands, whatever their case", () => {
  expect(commandKeyOf(press("E"), free, true)).toBe("e");
  expect(commandKeyOf(press("3"), free, true)).toBe("3");
  expect(commandKeyOf(press("?"), free, true)).toBe("?");
  expect(commandKeyOf(press(" "), free, true)).toBe("space");
});

it("takes a digit with shift by its key, whatever is printed above it", () => {
  expect(commandKeyOf(press("!", { shiftKey: true, code: "Digit1" }), free, true)).toBe("shift+1");
  expect(commandKeyOf(press('"', { shiftKey: true, code: "Digit2" }), free, true)).toBe("shift+2");
  expect(commandKeyOf(press("?", { shiftKey: true, code: "Slash" }), free, true)).toBe("?");
  expect(commandKeyOf(press("!", { shiftKey: true, code: "Digit1" }), free, false)).toBeUndefined();
});

it("leaves typing, dialogs, shortcuts of the browser and held keys alone", () => {
  expect(commandKeyOf(press("e"), { ...free, typing: true }, true)).toBeUndefined();
  expect(commandKeyOf(press(" "), { ...free, dialogOpen: true }, true)).toBeUndefined();
  expect(commandKeyOf(press("f", { ctrlKey: true }), free, true)).toBeUndefined();
  expect(commandKeyOf(press(" ", { repeat: true }), free, true)).toBeUndefined();
  expect(commandKeyOf(press("Tab"), free, true)).toBeUndefined();
});

it("leaves space to the control that the keyboard stands on", () => {
  expect(commandKeyOf(press(" "), { ...free, onControl: true }, true)).toBeUndefined();
  expect(commandKeyOf(press("n"), { ...free, onControl: true }, true)).toBe("n");
});

it("turns off single letters, but not space", () => {
  expect(commandKeyOf(press("n"), free, false)).toBeUndefined();
  expect(commandKeyOf(press(" "), free, false)).toBe("space");
});

it("takes arrows, which nobody types, but not from a field or with shift", () => {
  expect(commandKeyOf(press("ArrowLeft"), free, false)).toBe("left");
  expect(commandKeyOf(press("ArrowRight"), free, true)).toBe("right");
  expect(commandKeyOf(press("ArrowRight", { shiftKey: true }), free, true)).toBeUndefined();
  expect(commandKeyOf(press("ArrowRight"), { ...free, typing: true }, true)).toBeUndefined();
});

it("lets urgent letters through dialogs and empty fields, but never out of a word", () => {
  const urgent = new Set(["t"]);
  const field = { ...free, typing: true, dialogOpen: true };
  expect(commandKeyOf(press("t"), { ...free, dialogOpen: true }, true, urgent)).toBe("t");
  expect(commandKeyOf(press("T"), field, true, urgent)).toBe("t");
  expect(commandKeyOf(press("t"), { ...field, inWord: true }, true, urgent)).toBeUndefined();
  expect(commandKeyOf(press("e"), field, true, urgent)).toBeUndefined();
  expect(commandKeyOf(press("t"), free, false, urgent)).toBeUndefined();
});
