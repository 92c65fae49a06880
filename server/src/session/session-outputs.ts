// What a live session has to say; the room carries it to sockets. Nothing here knows Colyseus.

import type { RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import type {
  AcknowledgementMessage,
  AlarmMessage,
  CueMessage,
  MeasurementMessage,
  RepetitionMessage,
} from "@ensemble/shared/protocol/room-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";

export interface SessionOutputs {
  /** What everybody may see has changed. */
  readonly changed: () => void;
  readonly repetition: (message: RepetitionMessage) => void;
  /** To the therapist and the patient concerned. */
  readonly measurement: (message: MeasurementMessage) => void;
  readonly cue: (message: CueMessage) => void;
  readonly alarm: (message: AlarmMessage) => void;
  readonly acknowledge: (participantId: ParticipantId, message: AcknowledgementMessage) => void;
  readonly refuse: (participantId: ParticipantId, code: RefusalCode) => void;
  /** In this session, by its person; told at once, durable or not. */
  readonly consentTakenBack: (consentId: string) => void;
  /** Another process owns the session now: everybody has to come again. */
  readonly lost: () => void;
}
