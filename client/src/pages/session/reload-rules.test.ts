import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { describe, expect, it } from "vitest";
import type { ClientSession } from "../../connection/client-session.ts";
import { isTooNew, mayAskForReload } from "./reload-rules.ts";

const set = (state: "running" | "paused" | "finished") => ({ state }) as SessionView["set"];
function session(changes: Partial<ClientSession> = {}, view: Partial<SessionView> = {}): ClientSession {
  const rest = { phase: "exercise", set: set("finished"), participants: [], ...view };
  return { outdated: true, status: "connected", stoppedHere: false, view: rest, ...changes } as never as ClientSession;
}

describe("an outdated page", () => {
  it("asks between the sets and before the first one", () => {
    expect(mayAskForReload(session())).toBe(true);
    expect(mayAskForReload(session({}, { set: undefined, phase: "lobby" }))).toBe(true);
  });

  it.each(["running", "paused"] as const)("does not ask while a set is %s", (state) => {
    expect(mayAskForReload(session({}, { set: set(state) }))).toBe(false);
  });

  it("asks over no stop, one's own or another's", () => {
    const stopped = [{ stopped: true }] as never as SessionView["participants"];
    expect(mayAskForReload(session({ stoppedHere: true }))).toBe(false);
    expect(mayAskForReload(session({}, { participants: stopped }))).toBe(false);
  });

  it("asks over no question at the end", () => {
    expect(mayAskForReload(session({}, { phase: "summary" }))).toBe(false);
  });

  it("does not ask without a line: it would not come back", () => {
    expect(mayAskForReload(session({ status: "reconnecting" }))).toBe(false);
  });
});

it("does not ask on a page that is as new as its server", () => {
  expect(mayAskForReload(session({ outdated: false }))).toBe(false);
});

it("knows a page that waits for its server to be renewed from one that has no line", () => {
  const away = { status: "reconnecting", refusal: undefined } as const;
  expect(isTooNew({ ...away, refusal: "protocol/too_new" })).toBe(true);
  expect(isTooNew(away)).toBe(false);
  expect(isTooNew({ status: "connected", refusal: "protocol/too_new" })).toBe(false);
});
