// The way through the lobby, one thing at a time; what the referee already knows is not asked again.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { mayJoin } from "./patient-stage.ts";

export const LOBBY_STEPS = ["agreement", "whereabouts", "devices", "outline", "waiting"] as const;
export type LobbyStep = (typeof LOBBY_STEPS)[number];

/** What the lobby remembers while it is shown. */
export interface LobbyMemory {
  /** Camera and microphone were looked at and found right, or a way without them was chosen. */
  readonly devicesChecked: boolean;
  /** A step the patient went back to. */
  readonly revisiting: LobbyStep | undefined;
}

/** What this page knows and the referee does not. */
export interface LobbyProgress extends LobbyMemory {
  /** The camera is open and gives a picture. */
  readonly cameraOpen: boolean;
  readonly withoutCamera: boolean;
}

export const LOBBY_START: LobbyMemory = { devicesChecked: false, revisiting: undefined };

export function lobbyStep(view: SessionView, me: ParticipantView, progress: LobbyProgress): LobbyStep {
  if (me.clinical?.agreed !== true) return "agreement";
  if (me.clinical.place === "" || progress.revisiting === "whereabouts") return "whereabouts";
  if (view.phase !== "lobby" && mayJoin(me)) return "waiting";
  if (progress.revisiting === "devices") return "devices";
  if (me.ready) return "waiting";
  if (progress.withoutCamera) return "waiting";
  if (!progress.devicesChecked) return "devices";
  return progress.cameraOpen ? "outline" : "devices";
}

/** Where "back" leads; undefined where there is nothing to change any more. */
export function stepBefore(step: LobbyStep): LobbyStep | undefined {
  if (step === "devices") return "whereabouts";
  if (step === "outline" || step === "waiting") return "devices";
  return undefined;
}
