// How much of each picture goes on: the worker sends a viewer no more than it believes the viewer's line has room for, and nobody is told.
import type { ForwardedPicture } from "@ensemble/shared/protocol/media-node.ts";
import type { Consumer, Producer } from "mediasoup/types";

/** As the worker tells it. */
export type Forwarding = Pick<
  Consumer,
  "id" | "kind" | "type" | "closed" | "paused" | "producerPaused" | "preferredLayers" | "currentLayers" | "score"
>;

/** Only a picture in several sizes is ever made less of; one of which nothing arrives is not the viewer's matter. */
export function readForwarded(consumers: Iterable<Forwarding>): ForwardedPicture[] {
  return [...consumers].flatMap((consumer) => {
    const { id, kind, type, closed, paused, producerPaused, preferredLayers, currentLayers, score } = consumer;
    if (kind !== "video" || type !== "simulcast" || closed || paused || producerPaused) return [];
    const arriving = score.producerScores.findLastIndex((each) => each > 0) + 1;
    if (arriving === 0 || preferredLayers === undefined) return [];
    const due = layersOf(preferredLayers);
    const sent = currentLayers === undefined ? NOTHING : layersOf(currentLayers);
    return [{ consumerId: id, due: { ...due, sizes: Math.min(due.sizes, arriving) }, sent }];
  });
}

/** Of the own camera; undefined where there is none, or its owner has switched it off. */
export function countArriving(camera: Pick<Producer, "closed" | "paused" | "score"> | undefined): number | undefined {
  if (camera === undefined || camera.closed || camera.paused) return undefined;
  return Math.max(0, ...camera.score.filter(({ score }) => score > 0).map(({ encodingIdx }) => encodingIdx + 1));
}

const NOTHING = { sizes: 0, frames: 0 };

function layersOf({
  spatialLayer,
  temporalLayer = 0,
}: {
  readonly spatialLayer: number;
  readonly temporalLayer?: number;
}) {
  return { sizes: spatialLayer + 1, frames: temporalLayer + 1 };
}
