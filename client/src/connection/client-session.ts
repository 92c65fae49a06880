// What the pages know and may do: one snapshot to read, one set of actions. Whatever carries it stays behind this file.
import type { PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import type { RefereeReading } from "@ensemble/shared/movement/referee.ts";
import type { PointingMessage, StrokeMessage } from "@ensemble/shared/protocol/annotation-form.ts";
import type { PoseModel } from "@ensemble/shared/protocol/pose-packet.ts";
import type { LinkStatus } from "@ensemble/shared/protocol/room-connection.ts";
import type {
  CommandAnswer,
  CueMessage,
  DeviceCheckMessage,
  FramingMessage,
  MeasurementMessage,
} from "@ensemble/shared/protocol/room-messages.ts";
import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId, Role } from "@ensemble/shared/session/identifiers.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import type { WakeReason } from "./watch-waking.ts";

/** A page that is closed shows nothing. */
export type ConnectionStatus = Exclude<LinkStatus, "closed">;

/** One's own movement, predicted on this device by the referee's code and corrected by the referee. */
export interface OwnMovement {
  /** Confirmed + pending; never goes back within a set. */
  readonly repetitions: number;
  /** Predicted and not yet confirmed by the referee. */
  readonly pending: number;
  readonly reading: RefereeReading | undefined;
  /** Cue id of the exercise file, empty when there is none. */
  readonly cue: string;
}

export interface ClientSession {
  readonly status: ConnectionStatus;
  readonly refusal: string | undefined;
  /** The server is newer than this page and goes on with it: to be loaded again, after the set. */
  readonly outdated: boolean;
  readonly meId: ParticipantId;
  readonly role: Role;
  readonly view: SessionView | undefined;
  readonly own: OwnMovement;
  /** Stopped on this device at once, also while offline; cleared by the referee's word only. */
  readonly stoppedHere: boolean;
  /** Frames on this device that the server has not acknowledged. */
  readonly unacknowledgedFrames: number;
  /** Last commands refused, newest last, for a short message. */
  readonly lastRefusal: { readonly code: string; readonly at: number } | undefined;
}

export interface SessionEvents {
  /** A repetition of anybody was confirmed (sound, pulse, balloon). */
  readonly repetition: { readonly participantId: ParticipantId; readonly repetitions: number; readonly points: number };
  /** Range and quality of one repetition; for the therapist and the patient concerned. */
  readonly measurement: MeasurementMessage;
  readonly cue: CueMessage;
  readonly alarm: { readonly participantId: ParticipantId };
  /** Avatars of the others, raw bytes of shared/protocol/avatar-bundle.ts */
  readonly avatars: Uint8Array;
  /** Figures for the therapist, raw bytes of shared/protocol/figure-bundle.ts */
  readonly figures: Uint8Array;
  /** A drawing on one's own picture that is under way. */
  readonly stroke: StrokeMessage;
  readonly mediaChanged: unknown;
  /** The device was asleep, behind other windows, or its network changed. */
  readonly woke: WakeReason;
}

export interface SessionConnection {
  readonly snapshot: () => ClientSession;
  /** Called after every change of the snapshot; returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly on: <Name extends keyof SessionEvents>(
    name: Name,
    listener: (event: SessionEvents[Name]) => void,
  ) => () => void;
  /** Resolves when the referee answered; waits through a reconnection. */
  readonly command: (command: SessionCommand) => Promise<CommandAnswer>;
  /** Keeps, sends and resends a body seen by this device until it is acknowledged; one's own movement is predicted from it. */
  readonly sendFrame: (frame: PoseFrame, model: PoseModel) => void;
  readonly sendFraming: (framing: FramingMessage["framing"]) => void;
  /** What the therapist does on a patient's picture at this moment. */
  readonly sendPointing: (message: PointingMessage) => void;
  readonly sendDeviceCheck: (found: DeviceCheckMessage) => void;
  /** Media signalling: one request, one answer; refused requests reject with the code as message. */
  readonly requestMedia: (request: unknown) => Promise<unknown>;
  /** Server's clock, milliseconds since 1970, estimated on this device. */
  readonly serverNowMs: () => number;
  /** What arrives now happened while the page was asleep: shown, not said. */
  readonly isCatchingUp: () => boolean;
  readonly close: () => void;
}
