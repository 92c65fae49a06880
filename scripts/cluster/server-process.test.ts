import { expect, it } from "vitest";
import { createServerProcess } from "./server-process.ts";

it("says at once that a server has ended instead of becoming healthy, so that whoever starts it can try again", async () => {
  const server = await createServerProcess({}, { node: [process.execPath, "--eval", "process.exit(3)"] });
  await expect(server.start()).rejects.toThrow("the server ended with 3");
  expect(server.isRunning()).toBe(false);
});
