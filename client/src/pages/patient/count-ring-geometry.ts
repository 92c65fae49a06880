// The ring around the count: two halves that fill from the bottom and meet at the top when the target is met.
interface Ring {
  readonly width: number;
  readonly height: number;
  readonly stroke: number;
  /** Of the outer corners. */
  readonly radius: number;
}

/** Left and right half as SVG paths, both from the middle of the bottom to the middle of the top. */
export function ringHalves({ width, height, stroke, radius }: Ring): readonly [string, string] {
  const inset = stroke / 2;
  const bend = radius - inset;
  const middle = width / 2;
  const [top, bottom, left, right] = [inset, height - inset, inset, width - inset];
  const half = (side: number, sweep: 0 | 1, inwards: number) =>
    `M${middle} ${bottom}H${side + inwards}A${bend} ${bend} 0 0 ${sweep} ${side} ${bottom - bend}` +
    `V${top + bend}A${bend} ${bend} 0 0 ${sweep} ${side + inwards} ${top}H${middle}`;
  return [half(left, 1, bend), half(right, 0, -bend)];
}

/** Drawn share of each half, 0…1, whatever was measured. */
export function ringShare(progress: number): number {
  if (!Number.isFinite(progress)) return 0;
  return Math.max(0, Math.min(1, progress));
}
