import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { describeReason, explainFailure } from "./explain-failure.ts";

const failed = (error: unknown) => explainFailure(Promise.reject(error), (reason) => `SETTING: ${reason}`);

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("a step that fails", () => {
  it("in the system is told in the words given", async () => {
    const error = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
    await expect(failed(error)).rejects.toThrow("SETTING: connect ECONNREFUSED 127.0.0.1:1");
  });

  it("with words of its own keeps them", async () => {
    await expect(failed(new Error("The database is newer."))).rejects.toThrow(/^The database is newer\.$/);
  });
});

describe("an error in one line", () => {
  it("names every address that was tried", () => {
    const tried = ["connect ECONNREFUSED ::1:1", "connect ECONNREFUSED 127.0.0.1:1"].map((text) => new Error(text));
    expect(describeReason(new AggregateError(tried))).toBe(
      "connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1",
    );
  });

  it("says why a server could not be asked", async () => {
    const port = await closedPort();
    const error = await fetch(`http://127.0.0.1:${port}`).catch((reason: unknown) => reason);
    expect(describeReason(error)).toBe(`connect ECONNREFUSED 127.0.0.1:${port}`);
  });
});
