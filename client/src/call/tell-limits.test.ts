import { expect, it, vi } from "vitest";
import { createLimitTeller } from "./tell-limits.ts";

function open() {
  const line = { limited: false };
  const tell = vi.fn<(limited: boolean) => Promise<void>>(async () => undefined);
  const teller = createLimitTeller({ isLimited: async () => line.limited, tell });
  return { line, tell, look: teller.look };
}

it("tells when the line begins to be the reason, and when it no longer is, each once", async () => {
  const { line, tell, look } = open();
  await look();
  line.limited = true;
  await look();
  await look();
  line.limited = false;
  await look();
  expect(tell.mock.calls).toEqual([[true], [false]]);
});

it("tells it again where it did not get through, and asks no second time meanwhile", async () => {
  const { line, tell, look } = open();
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
