// What is asked of the measured side, a process of its own, and what it answers: the product's sessions or mediasoup alone, by one protocol.
import type { MediaRequest } from "../../../shared/src/protocol/media-messages.ts";
import type { ParticipantId } from "../../../shared/src/session/identifiers.ts";
import type { ClassMode } from "./class-plan.ts";

export const FORWARDERS = ["product", "bare"] as const;
export type ForwarderName = (typeof FORWARDERS)[number];

export interface ForwarderSettings {
  readonly name: ForwarderName;
  readonly workerBinary: string;
  /** Of the worker, on 127.0.0.1. */
  readonly port: number;
  readonly mode: ClassMode;
}

/** Processor time since the start. */
export interface Usage {
  readonly nodeMs: number;
  readonly workerMs: number;
}

export interface Forwarder {
  readonly ask: (session: number, participantId: ParticipantId, request: MediaRequest) => Promise<unknown>;
  readonly closeSession: (session: number) => Promise<void>;
  readonly workerMs: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export type ForwarderRequest =
  | {
      readonly kind: "ask";
      readonly session: number;
      readonly participantId: ParticipantId;
      readonly request: MediaRequest;
    }
  | { readonly kind: "closeSession"; readonly session: number }
  | { readonly kind: "usage" }
  | { readonly kind: "close" };

export interface Numbered {
  readonly id: number;
  readonly asked: ForwarderRequest;
}

export interface ForwarderAnswer {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}
