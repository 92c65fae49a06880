import { expect, it } from "vitest";
import { readByteRange } from "./byte-range-rules.ts";

const part = (begin: number, end: number) => ({ kind: "part", begin, end });

it.each([
  ["bytes=0-", part(0, 1000)],
  ["bytes=0-0", part(0, 1)],
  ["bytes=200-299", part(200, 300)],
  ["bytes=200-5000", part(200, 1000)],
  ["bytes=999-", part(999, 1000)],
  ["bytes=-1", part(999, 1000)],
  ["bytes=-300", part(700, 1000)],
  ["bytes=-5000", part(0, 1000)],
  ["bytes= 5-6", part(5, 7)],
])("%s of a thousand bytes is a part", (header, range) => {
  expect(readByteRange(header, 1000)).toEqual(range);
});

it.each(["bytes=1000-", "bytes=1000-1001", "bytes=-0", "bytes=99999999999999999999-"])(
  "%s of a thousand bytes is none of them",
  (header) => {
    expect(readByteRange(header, 1000)).toEqual({ kind: "none" });
  },
);

it.each([
  undefined,
  "",
  "bytes=",
  "bytes=-",
  "bytes=5-4",
  "bytes=a-b",
  "bytes=0-1,5-6",
  "items=0-1",
  "bytes=1.5-2",
  "bytes=0x1-2",
])("%s is not understood, and the answer is the whole", (header) => {
  expect(readByteRange(header, 1000)).toEqual({ kind: "whole" });
});

it("nothing has no part", () => {
  expect(readByteRange("bytes=0-", 0)).toEqual({ kind: "none" });
  expect(readByteRange("bytes=-5", 0)).toEqual({ kind: "none" });
});
