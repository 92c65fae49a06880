// Identifiers are branded strings: a participant's id cannot be passed where a set's id is meant.
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type GroupSessionId = Branded<"GroupSessionId">;
/** A person's id, used inside a session. */
export type ParticipantId = Branded<"ParticipantId">;
export type SetId = Branded<"SetId">;
/** Made by the client; a command takes effect once. */
export type CommandId = Branded<"CommandId">;
export type ExerciseId = Branded<"ExerciseId">;
/** One page load's monotonic clock. */
export type ClockId = Branded<"ClockId">;

/** In a session. */
export type Role = "therapist" | "patient";
/** At a clinic: an operator keeps the machines running and takes part in no session. */
export type PersonRole = Role | "operator";
