// What somebody's line is to carry of pictures beside what it does: the reading of the media node, and what is wanted.
import type { LineReading } from "@ensemble/shared/protocol/media-node.ts";
import type { PictureFlow } from "@ensemble/shared/session/narrow-line-rules.ts";
import type { Consumed } from "./media-registry.ts";

/** Those that the viewer shows now. A probe is there to find out how much gets through. */
export function flowsTo(
  reading: LineReading,
  findConsumer: (consumerId: string) => Pick<Consumed, "view" | "probe"> | undefined,
): PictureFlow[] {
  return reading.pictures.flatMap(({ consumerId, due, sent }) => {
    const consumed = findConsumer(consumerId);
    return consumed === undefined || consumed.probe || !consumed.view.receiving ? [] : [{ id: consumerId, due, sent }];
  });
}

export interface OwnPicture {
  /** Sizes it can be sent in, and how many of them are to be sent now. */
  readonly sizes: number;
  readonly wantedSizes: number;
  /** Its page says that the line is the reason for what is missing. A slow device, too, sends fewer sizes than it is asked for. */
  readonly limited: boolean;
}

export function flowsFrom({ arrivingSizes }: LineReading, own: OwnPicture | undefined): PictureFlow[] {
  if (own === undefined || arrivingSizes === undefined || own.wantedSizes === 0) return [];
  // Of a picture in one size its browser makes a smaller one.
  const due = { sizes: own.sizes === 1 ? 2 : own.wantedSizes, frames: 1 };
  const sent = own.limited ? { sizes: Math.min(arrivingSizes, own.wantedSizes), frames: 1 } : due;
  return [{ id: "own", due, sent }];
}
