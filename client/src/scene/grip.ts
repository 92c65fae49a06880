// How a hand holds.

/** From the wrist to where the fingers close. */
export const GRIP_METRES = 0.08;
