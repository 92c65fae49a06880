// Whose line has lost what. A viewer reports every gap in what arrives, also those that were there before the node had it: one patient on a bad
// network made the therapist's line look as bad, and with it everybody else's picture went.

/** What a viewer reports as lost of one sound or picture. */
export interface ReportedLoss {
  readonly producerId: string;
  readonly lossShare: number;
}

/** Chromium reports on sound every five seconds, give or take a half, and until the next one a report stands; there is a look a second. */
const LOOKS_REMEMBERED = 16;
/** A report is about some dozens of packets, of which chance may have taken more than of all. */
const LUCK = 2;

/** What was lost on its way to the node at the latest looks, the newest last. */
export function rememberLoss(lately: readonly number[], lossShare: number): readonly number[] {
  return [...lately, lossShare].slice(-LOOKS_REMEMBERED);
}

/** What is lost on the viewer's own line is lost of all that goes over it; the worst report counts. */
export function ownLoss(
  reports: readonly ReportedLoss[],
  lostLately: (producerId: string) => readonly number[],
): number {
  return Math.max(
    0,
    ...reports.map(({ producerId, lossShare }) => {
      // In doubt for the viewer: when exactly the reported time was, nobody knows.
      const arrived = 1 - LUCK * Math.max(0, ...lostLately(producerId));
      return arrived > 0 ? 1 - (1 - lossShare) / arrived : 0;
    }),
  );
}
