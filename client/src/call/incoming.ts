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
  /** Opens what is offered, in the size in which it is shown; may be called again meanwhile: nothing waits for what else is being opened. */
  readonly follow: (peer: MediaPeer, offers: readonly MediaOffer[]) => Promise<void>;
  /** Forgets everything; the peer it came over is closed by its owner. */
  readonly forget: () => void;
  readonly streamOf: (participantId: ParticipantId, source: MediaSource) => MediaStream | undefined;
  /** In device pixels; 0: not shown, nothing needs to be sent. */
  readonly preferSize: (participantId: ParticipantId, shownPixels: number) => void;
}

export function createIncoming(onChange: () => void): Incoming {
  const arriving = new Map<string, Arriving>();
  let offered: ReadonlySet<string> = new Set();
  /** Asked for, and still offered since: the latest question for each. */
  const opening = new Map<string, symbol>();
  const shownPixels = new Map<ParticipantId, number>();
  /** What is being done for each: one thing after the other, so that the last wish counts. */
  let turns = new Map<string, Promise<void>>();

  function endUnlessOffered(offers: readonly MediaOffer[]): void {
    offered = new Set(offers.map(keyOf));
    for (const key of opening.keys()) if (!offered.has(key)) opening.delete(key);
    // The server has closed its end.
    const ended = [...arriving].filter(([key]) => !offered.has(key));
    for (const [key, { media }] of ended) {
      arriving.delete(key);
      media.close();
    }
    if (ended.length > 0) onChange();
  }

  async function follow(peer: MediaPeer, offers: readonly MediaOffer[]): Promise<void> {
    const those = turns;
    const attended = (offer: MediaOffer) => () => attend(peer, offer, () => turns !== those);
    await Promise.all(offers.map((offer) => inTurn(keyOf(offer), attended(offer))));
  }

  function inTurn(key: string, run: () => Promise<void>): Promise<void> {
    const those = turns;
    const before = those.get(key);
    // Whoever asked is told of a failure; the next in turn tries anew.
    const mine = before === undefined ? run() : before.catch(() => undefined).then(run);
    those.set(key, mine);
    const over = () => {
      if (those.get(key) === mine) those.delete(key);
    };
    mine.then(over, over);
    return mine;
  }

  async function attend(peer: MediaPeer, offer: MediaOffer, isForgotten: () => boolean): Promise<void> {
    const key = keyOf(offer);
    // It may have been withdrawn while something else was done for it.
    if (!isForgotten() && !arriving.has(key) && offered.has(key)) await open(peer, offer);
    const there = arriving.get(key);
    if (there && !isForgotten()) await fit(there);
  }

  async function open(peer: MediaPeer, { participantId, source }: MediaOffer): Promise<void> {
    const key = keyOf({ participantId, source });
    const question = Symbol(key);
    opening.set(key, question);
    const media = await unlessRefused(peer.receive(participantId, source));
    const wanted = opening.get(key) === question;
    if (wanted) opening.delete(key);
    if (!media) return;
    if (!wanted) {
      media.close();
      return;
    }
    arriving.set(key, { participantId, source, media, receiving: false, layer: undefined });
    onChange();
  }

  /** Both are asked for at once: the server does what it is asked in this order. */
  async function fit(one: Arriving): Promise<void> {
    const shown = one.source === "camera" ? shownPixels.get(one.participantId) : undefined;
    await Promise.all([fitLayer(one, shown), fitReceiving(one, shown !== 0)]);
  }

  async function fitLayer(one: Arriving, shown: number | undefined): Promise<void> {
    const { spatialLayers, widthPixels } = one.media;
    if (!shown || spatialLayers <= 1) return;
    const layer = chooseLayer({ shownPixels: shown, widthPixels, spatialLayers });
    if (layer === one.layer) return;
    await unlessRefused(one.media.preferLayer(layer));
    one.layer = layer;
  }

  async function fitReceiving(one: Arriving, receiving: boolean): Promise<void> {
    if (receiving === one.receiving) return;
    await unlessRefused(one.media.setReceiving(receiving));
    one.receiving = receiving;
  }

  return {
    endUnlessOffered,
    follow,
    forget: () => {
      opening.clear();
      turns = new Map();
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
