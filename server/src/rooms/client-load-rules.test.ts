import { expect, it } from "vitest";
import { judgeLoad } from "./client-load-rules.ts";

const READY = { ready: true, seatedForMs: 3_600_000, bufferedBytes: 0, unansweredMs: 0 };

it("sends bodies to who is ready and reads, for as long as the class lasts", () => {
  expect(judgeLoad(READY)).toBe("keepsUp");
  expect(judgeLoad({ ...READY, bufferedBytes: 20_000 })).toBe("keepsUp");
  expect(judgeLoad({ ...READY, unansweredMs: 700 })).toBe("keepsUp");
});

it("leaves bodies out for who is not ready yet or reads too slowly", () => {
  expect(judgeLoad({ ...READY, ready: false, seatedForMs: 1_000 })).toBe("joining");
  expect(judgeLoad({ ...READY, bufferedBytes: 200_000 })).toBe("behind");
  expect(judgeLoad({ ...READY, unansweredMs: 1_500 })).toBe("behind");
});

it("gives up who never gets ready or does not read at all", () => {
  expect(judgeLoad({ ...READY, ready: false, seatedForMs: 10_001 })).toBe("lost");
  expect(judgeLoad({ ...READY, bufferedBytes: 1_048_577 })).toBe("lost");
  expect(judgeLoad({ ...READY, ready: false, seatedForMs: 0, bufferedBytes: 1_048_577 })).toBe("lost");
});
