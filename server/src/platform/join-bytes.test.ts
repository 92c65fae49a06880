import { describe, expect, it } from "vitest";
import { joinBytes } from "./join-bytes.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

describe("bytes joined for one statement", () => {
  it("says where each begins, from 1, and how long it is", () => {
    const joined = joinBytes([bytes(1, 2, 3), bytes(), bytes(4)]);
    expect([...joined.bytes]).toEqual([1, 2, 3, 4]);
    expect(joined.begins).toEqual([1, 4, 4]);
    expect(joined.lengths).toEqual([3, 0, 1]);
  });

  it("leaves out what is not there", () => {
    const joined = joinBytes([undefined, bytes(7), undefined, bytes(8, 9)]);
    expect([...joined.bytes]).toEqual([7, 8, 9]);
    expect(joined.begins).toEqual([null, 1, null, 2]);
    expect(joined.lengths).toEqual([null, 1, null, 2]);
  });
});
