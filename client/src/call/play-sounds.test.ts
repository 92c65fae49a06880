import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { beforeEach, expect, it, vi } from "vitest";
import type { Call } from "./call.ts";
import { type PlayedSounds, type Player, playSounds } from "./play-sounds.ts";

const ANA = "ana" as ParticipantId;
const BRUNO = "bruno" as ParticipantId;

let voices: Map<ParticipantId, MediaStream>;
let changed: () => void;
let players: FakePlayer[];
let allowed: boolean;
let waitings: boolean[];
let sounds: PlayedSounds;

class FakePlayer implements Player {
  srcObject: MediaProvider | null = null;
  playing = false;
  async play(): Promise<void> {
    if (!allowed) throw Object.assign(new Error("a tap first"), { name: "NotAllowedError" });
    this.playing = true;
  }
  pause(): void {
    this.playing = false;
  }
}

beforeEach(() => {
  voices = new Map();
  players = [];
  allowed = true;
  waitings = [];
  const call = {
    soundOf: (id: ParticipantId) => voices.get(id),
    subscribe: (listener: () => void) => {
      changed = listener;
      return () => {
        changed = () => undefined;
      };
    },
  } as unknown as Call;
  sounds = playSounds(
    call,
    (waiting) => waitings.push(waiting),
    () => {
      const player = new FakePlayer();
      players.push(player);
      return player;
    },
  );
  sounds.setPeople([ANA, BRUNO]);
});

function speak(id: ParticipantId): void {
  voices.set(id, {} as MediaStream);
  changed();
}

it("plays voices as they arrive, another stream of the same person in the same player, and ends with them", () => {
  speak(ANA);
  speak(BRUNO);
  speak(ANA);
  expect(players.map(({ srcObject }) => srcObject)).toEqual([voices.get(ANA), voices.get(BRUNO)]);
  voices.delete(ANA);
  changed();
  expect(players[0]).toMatchObject({ playing: false, srcObject: null });
  expect(players[1]).toMatchObject({ playing: true });
});

it("waits for a tap where the browser wants one, and says so", async () => {
  allowed = false;
  speak(ANA);
  await vi.waitFor(() => expect(sounds.isWaiting()).toBe(true));
  allowed = true;
  sounds.resume();
  await vi.waitFor(() => expect(sounds.isWaiting()).toBe(false));
  expect(waitings).toEqual([true, false]);
  expect(players[0]).toMatchObject({ playing: true });
});

it("is silent for those who left and after its end", () => {
  speak(ANA);
  speak(BRUNO);
  sounds.setPeople([BRUNO]);
  expect(players[0]).toMatchObject({ playing: false });
  sounds.dispose();
  speak(BRUNO);
  expect(players.map(({ playing }) => playing)).toEqual([false, false]);
});
