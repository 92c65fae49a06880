// The ring around the count: a stadium whose two halves fill from the bottom and meet at the top when the target is met.
interface Ring {
  readonly width: number;
  readonly height: number;
  readonly stroke: number;
}

/** Left and right half as SVG paths, both from the middle of the bottom to the middle of the top. */
export function ringHalves({ width, height, stroke }: Ring): readonly [string, string] {
  const inset = stroke / 2;
  const radius = Math.min(width, height) / 2 - inset;
  const middle = width / 2;
  const [top, bottom, left, right] = [inset, height - inset, inset, width - inset];
  const half = (side: number, sweep: 0 | 1, inwards: number) =>
    `M${middle} ${bottom}H${side + inwards}A${radius} ${radius} 0 0 ${sweep} ${side} ${bottom - radius}` +
    `V${top + radius}A${radius} ${radius} 0 0 ${sweep} ${side + inwards} ${top}H${middle}`;
  return [half(left, 1, radius), half(right, 0, -radius)];
}

/** Drawn share of each half, 0…1, whatever was measured. */
export function ringShare(progress: number): number {
  if (!Number.isFinite(progress)) return 0;
  return Math.max(0, Math.min(1, progress));
}
