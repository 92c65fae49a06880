import { expect, test } from "vitest";
import { encodeY4mFrame, y4mHeader } from "./encode-y4m.ts";

const flat = (colour: readonly [number, number, number]) =>
  Uint8Array.from({ length: 3 * 4 * 2 }, (_, i) => colour[i % 3]!);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("the header says size and rate as Chromium reads them", () => {
  expect(text(y4mHeader(320, 240, 12))).toMatch(/^YUV4MPEG2 W320 H240 F12:1 .*C420jpeg\n$/);
});

// Reference values of 8-bit BT.601 colour bars at 100 %.
test.each([
  ["white", [255, 255, 255], [235, 128, 128]],
  ["black", [0, 0, 0], [16, 128, 128]],
  ["red", [255, 0, 0], [81, 90, 240]],
  ["green", [0, 255, 0], [145, 54, 34]],
  ["blue", [0, 0, 255], [41, 240, 110]],
] as const)("%s has the luma and chroma of the standard", (_, rgb, [y, u, v]) => {
  const frame = encodeY4mFrame(flat(rgb), 4, 2);
  expect(text(frame.subarray(0, 6))).toBe("FRAME\n");
  expect(frame).toHaveLength(6 + 8 + 2 + 2);
  expect([...frame.subarray(6)]).toEqual([...Array(8).fill(y), u, u, v, v]);
});

test("a size that cannot be halved is refused", () => {
  expect(() => encodeY4mFrame(new Uint8Array(27), 3, 3)).toThrow("even");
});
