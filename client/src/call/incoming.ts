// The pictures and sounds that arrive: opened and ended as they are offered, in the size in which they are shown.
import type { MediaOffer } from "@ensemble/shared/protocol/media-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { chooseLayer } from "./layer-rules.ts";
import type { IncomingMedia, MediaPeer } from "./media-peer.ts";
import { isRefused } from "./media-signalling.ts";

interface Arriving {
  readonly participantId: ParticipantId;
  readonly source: MediaSource;
  readonly media: IncomingMedia;
  receiving: boolean;
  layer: number | undefined;
}

export interface Incoming {
  /** At every list of offers, at once: what is missing in one has ended for good, even when the next has it again. */
  readonly endUnlessOffered: (offers: readonly MediaOffer[]) => void;
  /** Opens what is offered, in the size in which it is shown. */
  readonly follow: (peer: MediaPeer, offers: readonly MediaOffer[]) => Promise<void>;
  /** Forgets everything; the peer it came over is closed by its owner. */
  readonly forget: () => void;
  readonly streamOf: (participantId: ParticipantId, source: MediaSource) => MediaStream | undefined;
  /** In device pixels; 0: not shown, nothing needs to be sent. */
  readonly preferSize: (participantId: ParticipantId, shownPixels: number) => void;
}

export function createIncoming(onChange: () => void): Incoming {
  const arriving = new Map<string, Arriving>();
  /** Asked for, and still offered since. */
  const opening = new Set<string>();
  const shownPixels = new Map<ParticipantId, number>();

  function endUnlessOffered(offers: readonly MediaOffer[]): void {
    const offered = new Set(offers.map(keyOf));
    for (const key of opening) if (!offered.has(key)) opening.delete(key);
    // The server has closed its end.
    const ended = [...arriving].filter(([key]) => !offered.has(key));
    for (const [key, { media }] of ended) {
      arriving.delete(key);
      media.close();
    }
    if (ended.length > 0) onChange();
  }

  async function follow(peer: MediaPeer, offers: readonly MediaOffer[]): Promise<void> {
    await Promise.all(
      offers.map(async (offer) => {
        if (!arriving.has(keyOf(offer))) await open(peer, offer);
        const there = arriving.get(keyOf(offer));
        if (there) await fit(there);
      }),
    );
  }

  async function open(peer: MediaPeer, { participantId, source }: MediaOffer): Promise<void> {
    const key = keyOf({ participantId, source });
    opening.add(key);
    const media = await unlessRefused(peer.receive(participantId, source));
    const wanted = opening.delete(key);
    if (!media) return;
    if (!wanted) {
      media.close();
      return;
    }
    arriving.set(key, { participantId, source, media, receiving: false, layer: undefined });
    onChange();
  }

  async function fit(one: Arriving): Promise<void> {
    const shown = one.source === "camera" ? shownPixels.get(one.participantId) : undefined;
    const { spatialLayers, widthPixels } = one.media;
    if (shown && spatialLayers > 1) {
      const layer = chooseLayer({ shownPixels: shown, widthPixels, spatialLayers });
      if (layer !== one.layer) {
        await unlessRefused(one.media.preferLayer(layer));
        one.layer = layer;
      }
    }
    const receiving = shown !== 0;
    if (receiving === one.receiving) return;
    await unlessRefused(one.media.setReceiving(receiving));
    one.receiving = receiving;
  }

  return {
    endUnlessOffered,
    follow,
    forget: () => {
      opening.clear();
      if (arriving.size === 0) return;
      arriving.clear();
      onChange();
    },
    streamOf: (participantId, source) => arriving.get(keyOf({ participantId, source }))?.media.stream,
    preferSize: (participantId, pixels) => shownPixels.set(participantId, pixels),
  };
}

/** What was withdrawn or has ended in this very moment is refused; the next list of offers says so. */
async function unlessRefused<Result>(attempt: Promise<Result>): Promise<Result | undefined> {
  try {
    return await attempt;
  } catch (error) {
    if (isRefused(error, "not_allowed", "unknown")) return undefined;
    throw error;
  }
}

function keyOf({ participantId, source }: Pick<MediaOffer, "participantId" | "source">): string {
  return `${participantId} ${source}`;
}
