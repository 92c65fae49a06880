// How much of a picture anybody looks at: what nobody does need not even leave the device that makes it.

export interface View {
  /** The viewer shows it now: not a hidden tile, not a page behind others. */
  readonly receiving: boolean;
  /** The size asked for, 0 the smallest; undefined: the largest there is. */
  readonly spatialLayer: number | undefined;
  readonly spatialLayers: number;
}

/** Sizes to be sent, the smallest first, each of which the next may be built on; 0 when nobody looks. */
export function wantedSizes(views: Iterable<View>): number {
  let most = 0;
  for (const { receiving, spatialLayer, spatialLayers } of views) {
    if (!receiving) continue;
    most = Math.max(most, spatialLayer === undefined ? spatialLayers : Math.min(spatialLayer + 1, spatialLayers));
  }
  return most;
}
