// A participant's mark as a small picture: decoration beside a name, or with a label where it stands alone.
import { findMark, MARK_OUTLINE } from "./marks.ts";

export function ParticipantMark({ mark, size = 20, label }: { mark: number; size?: number | string; label?: string }) {
  const found = findMark(mark);
  if (found === undefined) return null;
  const picture = (
    <svg viewBox="-2 -2 28 28" style={{ width: size, height: size, flex: "none", display: "block" }} aria-hidden="true">
      <path d={found.path} fill="none" stroke="var(--ens-mark-rim)" strokeWidth="4.4" strokeLinejoin="round" />
      <path d={found.path} fill={found.colour} stroke={MARK_OUTLINE} strokeWidth="2" strokeLinejoin="round" />
    </svg>
  );
  if (label === undefined) return picture;
  return (
    <span role="img" aria-label={label}>
      {picture}
    </span>
  );
}
