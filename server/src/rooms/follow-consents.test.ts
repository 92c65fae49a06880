import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { StandingConsent } from "@ensemble/shared/session/recording-consent.ts";
import type { FoundConsent } from "@ensemble/shared/session/standing-consent.ts";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type ConsentFollower, followConsents } from "./follow-consents.ts";

const ANA = "ana" as ParticipantId;
const BRUNO = "bruno" as ParticipantId;
const CONSENT: StandingConsent = { consentId: "consent", untilMs: 9_000 };

let follower: ConsentFollower | undefined;
afterEach(() => follower?.close());

function open(find: (personIds: readonly ParticipantId[]) => Promise<ReadonlyMap<string, StandingConsent>>) {
  const failed = vi.fn();
  follower = followConsents({ find, failed });
  return { follower, failed };
}
const heard = () => {
  const found: [ParticipantId, FoundConsent][] = [];
  return { found, hear: (id: ParticipantId, what: FoundConsent) => void found.push([id, what]) };
};

describe("following standing consents", () => {
  it("asks for all classes in one go, each person once, and tells each class of its own", async () => {
    const find = vi.fn(async () => new Map([["ana", CONSENT]]));
    const { follower } = open(find);
    const [one, other] = [heard(), heard()];
    follower.follow({ people: () => [ANA, BRUNO], found: one.hear });
    follower.follow({ people: () => [ANA], found: other.hear });
    follower.lookNow();
    await vi.waitFor(() => expect(other.found).toHaveLength(1));
    expect(find.mock.calls).toEqual([[[ANA, BRUNO]]]);
    expect(one.found).toEqual([
      [ANA, CONSENT],
      [BRUNO, "none"],
    ]);
    expect(other.found).toEqual([[ANA, CONSENT]]);
  });

  it("asks for nothing where nobody is", async () => {
    const find = vi.fn(async () => new Map());
    const { follower } = open(find);
    follower.follow({ people: () => [], found: () => undefined });
    follower.lookNow();
    await follower.close();
    expect(find).not.toHaveBeenCalled();
  });

  it("looks once more for what changed while it was looking", async () => {
    const answers: ((consents: ReadonlyMap<string, StandingConsent>) => void)[] = [];
    const { follower } = open(() => new Promise((resolve) => answers.push(resolve)));
    const { found, hear } = heard();
    follower.follow({ people: () => [ANA], found: hear });
    follower.lookNow();
    follower.lookNow();
    follower.lookNow();
    expect(answers).toHaveLength(1);
    answers[0]?.(new Map([["ana", CONSENT]]));
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.(new Map());
    await vi.waitFor(() =>
      expect(found).toEqual([
        [ANA, CONSENT],
        [ANA, "none"],
      ]),
    );
  });

  it("says that it does not know while it cannot ask, and reports an outage once", async () => {
    let away = true;
    const { follower, failed } = open(async () => {
      if (away) throw new Error("away");
      return new Map();
    });
    const { found, hear } = heard();
    follower.follow({ people: () => [ANA], found: hear });
    const look = async (times: number) => {
      follower.lookNow();
      await vi.waitFor(() => expect(found).toHaveLength(times));
    };
    await look(1);
    await look(2);
    expect(failed).toHaveBeenCalledTimes(1);
    away = false;
    await look(3);
    away = true;
    await look(4);
    expect(failed).toHaveBeenCalledTimes(2);
    expect(found.map(([, what]) => what)).toEqual(["unknown", "unknown", "none", "unknown"]);
  });

  it("tells a class that has closed nothing more", async () => {
    let answer = (_: ReadonlyMap<string, StandingConsent>) => {};
    const { follower } = open(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const { found, hear } = heard();
    const leave = follower.follow({ people: () => [ANA], found: hear });
    follower.lookNow();
    leave();
    answer(new Map([["ana", CONSENT]]));
    await follower.close();
    expect(found).toEqual([]);
  });
});
