// What a consent to being recorded is for. Like the agreement it is not carried over: where another audience may look at recordings one day,
// this changes, and everybody is asked anew.

/** `clinicTherapists`: the therapists of this clinic, and nobody else until one of them sends the patient the own recording. */
export const RECORDING_AUDIENCE = "clinicTherapists";
export type RecordingAudience = typeof RECORDING_AUDIENCE;

/** `none`: was not asked yet, or has not answered. */
export type RecordingAnswer = "none" | "given" | "refused";

/** What becomes of a recording when somebody says no: they are left out, or nobody is recorded. */
export type OnRefusal = "leaveOut" | "stop";

/** A yes to being recorded in future classes: its person's own act, shown with its day, and taken back by one press. */
export interface StandingConsent {
  readonly consentId: string;
  /** Wall clock, milliseconds since 1970. */
  readonly untilMs: number;
}

/** How long one holds. project_assumption: long enough for a course of exercises after an operation, short enough to be asked again in the next. */
export const STANDING_CONSENT_DAYS = 90;
