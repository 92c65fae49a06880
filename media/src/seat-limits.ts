// How much one participant may hold on a node, whoever asks for it. Transports and producers are limited by
// construction: one a direction, one a source.

/** A therapist with six patients consumes twelve. */
export const CONSUMERS_PER_SEAT = 16;
/** Three layers of 960×540 are sent with about 2.2 Mbit/s. */
export const INCOMING_BITS_PER_SECOND = 4_000_000;
/** What is assumed of a viewer's line until it has been measured. */
export const FIRST_OUTGOING_BITS_PER_SECOND = 1_000_000;
