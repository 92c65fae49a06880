// Plays the voices of a call. Browsers allow sound only after a tap on the page: until then it waits and says so.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { Call } from "./call.ts";

export interface PlayedSounds {
  /** Who may be heard; voices that have not arrived yet follow by themselves. */
  readonly setPeople: (participantIds: readonly ParticipantId[]) => void;
  /** True while the browser waits for a tap. */
  readonly isWaiting: () => boolean;
  /** From a tap. */
  readonly resume: () => void;
  readonly dispose: () => void;
}

/** What plays one voice; an audio element unless a test says otherwise. */
export interface Player {
  srcObject: MediaProvider | null;
  play(): Promise<void>;
  pause(): void;
}

export function playSounds(
  call: Call,
  onWaiting: (waiting: boolean) => void,
  makePlayer: () => Player = () => new Audio(),
): PlayedSounds {
  const players = new Map<ParticipantId, Player>();
  let people: readonly ParticipantId[] = [];
  let waiting = false;

  function setWaiting(next: boolean): void {
    if (next === waiting) return;
    waiting = next;
    onWaiting(next);
  }

  function follow(): void {
    for (const [id, player] of players) if (!people.includes(id) || !call.soundOf(id)) silence(id, player);
    for (const id of people) {
      const stream = call.soundOf(id);
      if (!stream || players.get(id)?.srcObject === stream) continue;
      const player = players.get(id) ?? makePlayer();
      players.set(id, player);
      player.srcObject = stream;
      start(player);
    }
  }

  function start(player: Player): void {
    player.play().then(
      () => setWaiting(false),
      (error: unknown) => {
        // "AbortError": another stream took its place before it began. Whatever else it is, a tap tries again.
        if (!(error instanceof Error && error.name === "AbortError")) setWaiting(true);
      },
    );
  }

  function silence(id: ParticipantId, player: Player): void {
    player.pause();
    player.srcObject = null;
    players.delete(id);
  }

  const stopFollowing = call.subscribe(follow);
  return {
    setPeople: (participantIds) => {
      people = participantIds;
      follow();
    },
    isWaiting: () => waiting,
    resume: () => {
      for (const player of players.values()) start(player);
    },
    dispose: () => {
      stopFollowing();
      for (const [id, player] of players) silence(id, player);
    },
  };
}
