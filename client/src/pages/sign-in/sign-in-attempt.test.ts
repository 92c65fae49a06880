import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { askServer } from "../ask-server.ts";
import { createSignInAttempt } from "./sign-in-attempt.ts";

const LINK = "a-personal-link.signed";

/** What answers in the server's place, one after the other. */
let answers: (() => Response)[];
let sent: unknown[];
beforeEach(() => {
  answers = [];
  sent = [];
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.stubGlobal("fetch", async (_path: string, { body }: { body: string }) => {
    sent.push(JSON.parse(body));
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError("no line");
    return answer();
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const json = (status: number, body: unknown) => () => Response.json(body, { status });
const page = (status: number) => () =>
  new Response("<h1>Bad gateway</h1>", { status, headers: { "content-type": "text/html" } });

/** The address has the link once, as the page removes it. */
function opened(...inAddress: (string | undefined)[]) {
  const shown: string[] = [];
  const due: (() => void)[] = [];
  const attempt = createSignInAttempt({
    takeLink: () => inAddress.shift(),
    signIn: async (link) => {
      await askServer("/api/sign-in", { link });
      shown.push("home");
    },
    show: (state) => shown.push(state),
    schedule: (_delayMs, run) => due.push(run),
  });
  const runDue = async () => {
    for (const run of due.splice(0)) run();
    await vi.waitFor(() => expect(answers).toEqual([]));
  };
  return { attempt, shown, runDue };
}

it("tries again with the same link after there was no answer", async () => {
  const { attempt, shown } = opened(LINK);
  await attempt.open();
  answers = [json(200, {})];
  await attempt.tryAgain();
  expect(shown).toEqual(["asking", "noAnswer", "asking", "home"]);
  expect(sent).toEqual([{ link: LINK }, { link: LINK }]);
});

it.each([
  ["a database that is away", json(500, { code: "server/failed" })],
  ["a proxy whose server is away", page(502)],
  ["a proxy that answers in the server's place", page(200)],
  ["half an answer", () => new Response("{", { status: 503, headers: { "content-type": "application/json" } })],
  ["a server that is asked too often", json(429, { code: "protocol/too_many" })],
])("asks to try again, and not for another link, after %s", async (_what, answer) => {
  answers = [answer];
  const { attempt, shown } = opened(LINK);
  await attempt.open();
  expect(shown).toEqual(["asking", "noAnswer"]);
});

it.each([
  ["sign_in/link_invalid", 401, "invalid"],
  ["protocol/malformed", 400, "invalid"],
  ["sign_in/link_expired", 401, "expired"],
])("says what the server says of the link: %s", async (code, status, state) => {
  answers = [json(status, { code })];
  const { attempt, shown } = opened(LINK);
  await attempt.open();
  expect(shown).toEqual(["asking", state]);
});

it("tries again by itself, and says why, while the server can store nothing", async () => {
  const notStoring = json(503, { code: "server/refuses_writes" });
  answers = [notStoring];
  const { attempt, shown, runDue } = opened(LINK);
  await attempt.open();
  expect(shown).toEqual(["asking", "notStoring"]);
  answers = [notStoring];
  await runDue();
  await vi.waitFor(() => expect(shown).toEqual(["asking", "notStoring", "notStoring"]));
  answers = [json(200, {})];
  await runDue();
  await vi.waitFor(() => expect(shown.at(-1)).toBe("home"));
});

it("does not try the first of two links again", async () => {
  answers = [json(503, { code: "server/refuses_writes" }), json(200, {})];
  const { attempt, shown, runDue } = opened(LINK, "another-link.signed");
  await attempt.open();
  await attempt.open();
  await runDue();
  expect(shown).toEqual(["asking", "notStoring", "asking", "home"]);
  expect(sent).toHaveLength(2);
});

it("signs in with a second link that is opened on the same page", async () => {
  answers = [json(401, { code: "sign_in/link_expired" }), json(200, {})];
  const { attempt, shown } = opened(LINK, "another-link.signed");
  await attempt.open();
  await attempt.open();
  expect(shown).toEqual(["asking", "expired", "asking", "home"]);
  expect(sent).toEqual([{ link: LINK }, { link: "another-link.signed" }]);
});

it("keeps what it says while the address changes without a link", async () => {
  answers = [json(401, { code: "sign_in/link_expired" })];
  const { attempt, shown } = opened(LINK, undefined);
  await attempt.open();
  await attempt.open();
  expect(shown).toEqual(["asking", "expired"]);
});

it("welcomes who comes without a link", async () => {
  const { attempt, shown } = opened(undefined);
  await attempt.open();
  expect([shown, sent]).toEqual([["noLink"], []]);
});
