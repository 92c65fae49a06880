// The lines of a face by level: the mouth bends from smile to grimace, the brows come down, the eyes close.
interface FaceLines {
  readonly brows: string;
  readonly eyes: string;
  readonly mouth: string;
}

/** Level 0…10 in a 100 × 100 box. */
export function faceOf(level: number): FaceLines {
  const strain = Math.max(0, Math.min(10, level)) / 10;
  const bend = 16 - 32 * strain;
  const mouthY = 66 + 4 * strain;
  const inner = 5 * strain;
  const open = 5 * (1 - strain);
  return {
    brows: `M26 ${30 + 2 * strain}L40 ${30 + inner * 1.4}M74 ${30 + 2 * strain}L60 ${30 + inner * 1.4}`,
    eyes: eye(34, open) + eye(66, open),
    mouth: `M30 ${round(mouthY - bend / 3)}Q50 ${round(mouthY + bend)} 70 ${round(mouthY - bend / 3)}`,
  };
}

function eye(x: number, open: number): string {
  return open < 1 ? `M${x - 5} 44h10` : `M${x} ${round(44 - open / 2)}v${round(open)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
