// What was seen of a class from outside while things broke: by each participant's device, and in the end in the journal.
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";
import type { SessionSummary } from "@ensemble/shared/session/session-summary.ts";

export type Observation =
  /** A patient moved this many repetitions of a set, from beginning to end. */
  | { readonly kind: "performed"; readonly by: string; readonly setId: string; readonly repetitions: number }
  /** All sets in which somebody moved. */
  | { readonly kind: "tookPart"; readonly by: string; readonly setIds: readonly string[] }
  /** A count as a server said it, and whether it called it provisional. `connection`: which of the device's, 1, 2, 3 … */
  | {
      readonly kind: "told";
      readonly by: string;
      readonly connection: number;
      readonly epoch: number;
      readonly of: string;
      readonly setId: string;
      readonly repetitions: number;
      readonly provisional: boolean;
    }
  /** Frames after those of a patient's repetition were acknowledged: it is kept whatever happens. */
  | {
      readonly kind: "acknowledged";
      readonly by: string;
      readonly epoch: number;
      readonly setId: string;
      readonly repetitions: number;
    }
  /** A screen showed a count. */
  | {
      readonly kind: "shown";
      readonly by: string;
      readonly of: string;
      readonly setId: string;
      readonly repetitions: number;
    }
  /** The owner of the session that a device believes. */
  | { readonly kind: "believed"; readonly by: string; readonly epoch: number }
  /** An earlier owner still said something, after a device had heard a later one. */
  | {
      readonly kind: "outdated";
      readonly by: string;
      readonly epoch: number;
      readonly newest: number;
      readonly believed: boolean;
    }
  /** `allowed`: whether this role may ask for it. */
  | {
      readonly kind: "asked";
      readonly by: string;
      readonly commandId: string;
      readonly command: SessionCommand;
      readonly allowed: boolean;
    }
  | {
      readonly kind: "answered";
      readonly by: string;
      readonly commandId: string;
      readonly applied: boolean;
      readonly sequence?: number;
      readonly code?: string;
    }
  /** Somebody asked for a picture or a sound, or to go on with one that was given. */
  | {
      readonly kind: "askedPicture";
      readonly by: string;
      readonly requestId: string;
      readonly of: string;
      readonly source: MediaSource;
      readonly what: "consume" | "resume";
    }
  | { readonly kind: "gotPicture"; readonly by: string; readonly requestId: string }
  | { readonly kind: "refusedPicture"; readonly by: string; readonly requestId: string; readonly code: string }
  /** Something that only others may know reached a patient's device. */
  | { readonly kind: "saw"; readonly by: string; readonly of: string; readonly what: string }
  /** For how long a device has heard the class go on, without what was provisional; before the end. */
  | { readonly kind: "heard"; readonly by: string; readonly ms: number; readonly interruptions: number }
  /** How long the class has been going on by the clock of whoever watches, from before anybody joined; before the summaries. */
  | { readonly kind: "took"; readonly minutes: number }
  /** Frames were refused to a device that sent nothing wrong. */
  | { readonly kind: "refused"; readonly by: string; readonly code: string }
  /** At the end, when everything was well again: the whole of it. */
  | { readonly kind: "journal"; readonly entries: readonly JournalEntry[] }
  | { readonly kind: "summary"; readonly by: string; readonly summary: SessionSummary }
  | { readonly kind: "noSummary"; readonly by: string; readonly why: string }
  /** What is stored of a patient's movement in a set that is over, counted once more: so many repetitions, and where it is not as the journal says. */
  | {
      readonly kind: "countedAgain";
      readonly of: string;
      readonly setId: string;
      readonly frames: number;
      readonly repetitions: number | null;
      readonly differences: readonly object[];
    }
  | { readonly kind: "notCountedAgain"; readonly why: string }
  /** What a screen showed of the last set when everything was well again. */
  | {
      readonly kind: "finally";
      readonly by: string;
      readonly setId: string;
      readonly counts: Readonly<Record<string, number>>;
    };

export type History = readonly Observation[];
/** The observations of one kind. */
export type Of<Kind extends Observation["kind"]> = Extract<Observation, { readonly kind: Kind }>;

export function observed<Kind extends Observation["kind"]>(history: History, kind: Kind): readonly Of<Kind>[] {
  return history.filter((one): one is Of<Kind> => one.kind === kind);
}

/** In a breach that is told: by which entries of the journal it is one. */
export function sayEntries(sequences: readonly number[]): string {
  return sequences.length === 0
    ? "no entry"
    : `${sequences.length === 1 ? "entry" : "entries"} ${sequences.join(", ")}`;
}
