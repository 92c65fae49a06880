import { expect, it, vi } from "vitest";
import { createLimitTeller, LIMITS_SETTLE_WITHIN_MS } from "./tell-limits.ts";

function open() {
  const line = { limited: false, asked: 0 };
  const clock = { nowMs: 1_000 };
  const tell = vi.fn<(limited: boolean) => Promise<void>>(async () => undefined);
  const isLimited = async () => {
    line.asked += 1;
    return line.limited;
  };
  const teller = createLimitTeller({ isLimited, tell, nowMs: () => clock.nowMs });
  const settle = () => {
    clock.nowMs += LIMITS_SETTLE_WITHIN_MS;
  };
  return { line, tell, look: teller.look, settle };
}

it("tells when the line begins to be the reason, and when it no longer is, each once", async () => {
  const { line, tell, look, settle } = open();
  settle();
  await look();
  line.limited = true;
  await look();
  await look();
  line.limited = false;
  await look();
  expect(tell.mock.calls).toEqual([[true], [false]]);
});

it("neither asks nor tells while what the browser believes of the connection is still its first guess", async () => {
  const { line, tell, look, settle } = open();
  line.limited = true;
  await look();
  expect({ asked: line.asked, told: tell.mock.calls }).toEqual({ asked: 0, told: [] });
  settle();
  await look();
  expect(tell.mock.calls).toEqual([[true]]);
});

it("tells it again where it did not get through, and asks no second time meanwhile", async () => {
  const { line, tell, look, settle } = open();
  settle();
  line.limited = true;
  tell.mockRejectedValueOnce(new Error("not connected"));
  await expect(look()).rejects.toThrow("not connected");
  const { promise, resolve } = Promise.withResolvers<void>();
  tell.mockReturnValueOnce(promise);
  const under = look();
  await look();
  expect(tell).toHaveBeenCalledTimes(2);
  resolve();
  await under;
  await look();
  expect(tell.mock.calls).toEqual([[true], [true]]);
});
