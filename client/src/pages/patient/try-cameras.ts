// Looks through one camera after the other: many devices cannot open two at once. What was chosen before is chosen again at the end, also when
// nobody waits for the rest any more.
import type { TriedCamera } from "../../camera/camera-width-rules.ts";
import type { Device } from "../../camera/list-devices.ts";

export interface SeenCamera extends TriedCamera {
  /** What it saw, as the address of a picture. */
  readonly still: string;
}

export interface TryCameras {
  readonly cameras: readonly Device[];
  readonly present: string | undefined;
  /** Whether it gives a picture, once that is known. */
  readonly use: (id: string) => Promise<boolean>;
  /** Light and estimator take a moment to find the person. */
  readonly settle: () => Promise<void>;
  readonly still: () => string;
  readonly span: () => number | undefined;
  /** Nobody waits for the rest any more. */
  readonly isOver: () => boolean;
}

export async function tryCameras(parts: TryCameras): Promise<readonly SeenCamera[]> {
  const seen: SeenCamera[] = [];
  for (const { id, name } of parts.cameras) {
    if (parts.isOver()) break;
    if (!(await parts.use(id))) continue;
    await parts.settle();
    seen.push({ id, name, span: parts.span(), still: parts.still() });
  }
  if (parts.present !== undefined) await parts.use(parts.present);
  return seen;
}
