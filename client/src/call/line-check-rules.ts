// What a line is good for, from some seconds of the own picture going to the server and back: a verdict, what is the matter and so one piece
// of advice. Pure. Where a limit has a source it is named; the others are project assumptions.
import type { DeviceCheckMessage } from "@ensemble/shared/protocol/room-messages.ts";
import type { Carrier, LineSample } from "./line-stats.ts";

export type LineVerdict = DeviceCheckMessage["line"];
export type LineCause = DeviceCheckMessage["lineCause"];

export interface LineNumbers {
  readonly upKbps: number;
  readonly downKbps: number;
  /** Shares of the packets, 0…1; undefined where nobody reported them. */
  readonly upLoss: number | undefined;
  readonly downLoss: number | undefined;
  readonly roundTripMs: number | undefined;
  /** The longest round trip less the shortest: what waits in a queue of one's own line. */
  readonly queueMs: number;
  readonly jitterMs: number | undefined;
  /** What could be sent; undefined where the browser does not say. */
  readonly availableUpKbps: number | undefined;
  readonly limitedBy: LineSample["limitedBy"];
  /** Of the larger picture that was sent, how wide the one was that came back, 0…1; undefined while unknown. */
  readonly returnedWidth: number | undefined;
  readonly carrier: Carrier | undefined;
}

export interface LineCheck {
  readonly verdict: LineVerdict;
  readonly cause: LineCause;
  readonly numbers: LineNumbers | undefined;
}

/** Speech beside the pictures, as media-peer.ts asks of Opus, in kbit/s. */
const SPEECH_KBPS = 32;
/** ITU-T G.1010, table I.1: less than 1 % for a picture of people who talk, less than 3 % for speech. */
const LOSS = { good: 0.01, enough: 0.03 };
/**
 * ITU-T G.114: 150 ms one way are not noticed, 400 ms are the limit. From patient to therapist it is half a round trip here and half of the
 * therapist's: as long as one round trip here if both live equally far from the server (assumption). What camera, encoder and screen take is not in it.
 */
const ROUND_TRIP_MS = { good: 150, enough: 400 };
/** ITU-T Y.1541, classes 0 and 1: 50 ms between packets of a conversation; twice that is our assumption of what players bridge. */
const JITTER_MS = { good: 50, enough: 100 };
/** A line that is shared shows in packets that wait for others' (assumption). */
const QUEUE_MS = 150;
/** Estimates of a few seconds are low rather than high (assumption). */
const ESTIMATE_SHARE = 0.8;
/** What is sent and received in the first moments is the browser feeling its way. */
const WARM_UP_MS = 2_000;

/** A picture that stands still for so long has stopped. */
const SILENT_MS = 2_000;
/** Of a network it is said only that it lets nothing through when nothing came for so long, looked at so often, of so many packets (assumption). */
const STOPPED = { forMs: 4_000, lookedEveryMs: 2_000, packets: 10 };

const RANKS = ["none", "weak", "enough", "good"] as const;
type Rank = (typeof RANKS)[number];

/** Undefined when nothing came back, or nothing more: `isStopped` knows whether that says anything of the line. Samples in the order in which they were taken. */
export function summariseLine(samples: readonly LineSample[]): LineNumbers | undefined {
  const last = samples.at(-1);
  const begun = samples.find(({ receivedPackets }) => receivedPackets > 0);
  if (last === undefined || begun === undefined) return undefined;
  const lastNews = samples.find(({ receivedPackets }) => receivedPackets === last.receivedPackets) ?? last;
  if (last.atMs - lastNews.atMs >= SILENT_MS) return undefined;
  const warm = samples.find(({ atMs }) => atMs >= begun.atMs + WARM_UP_MS);
  const first = warm === undefined || warm === last ? begun : warm;
  const used = samples.slice(samples.indexOf(first));
  const trips = used.map(({ roundTripMs }) => roundTripMs).filter((ms) => ms !== undefined);
  const jitters = used.flatMap(({ jitterUpMs, jitterDownMs }) => [jitterUpMs, jitterDownMs]);
  return {
    upKbps: rate(first, last, "sentBytes"),
    downKbps: rate(first, last, "receivedBytes"),
    upLoss: lossUp(begun, last),
    downLoss: share(last.lostOnTheWayDown - begun.lostOnTheWayDown, last.receivedPackets - begun.receivedPackets, true),
    roundTripMs: median(trips),
    queueMs: trips.length < 2 ? 0 : Math.max(...trips) - Math.min(...trips),
    jitterMs: median(jitters.filter((ms) => ms !== undefined)),
    availableUpKbps: last.availableUpKbps,
    limitedBy: last.limitedBy,
    returnedWidth:
      last.sentWidth === undefined || last.receivedWidth === undefined || last.sentWidth <= 0
        ? undefined
        : Math.min(1, last.receivedWidth / last.sentWidth),
    carrier: last.carrier,
  };
}

/**
 * Whether it can only be the network that nothing comes back, or nothing more. A device that is busy makes no picture, looks seldom, or hears
 * from the server how its picture arrives: then it is not known.
 */
export function isStopped(samples: readonly LineSample[]): boolean {
  const last = samples.at(-1);
  const silent = samples.filter(({ receivedPackets }) => receivedPackets === last?.receivedPackets);
  const [first] = silent;
  if (last === undefined || first === undefined || last.atMs - first.atMs < STOPPED.forMs) return false;
  if (silent.some(({ atMs }, i) => atMs - (silent[i - 1]?.atMs ?? atMs) > STOPPED.lookedEveryMs)) return false;
  // No way was found on which anything could be sent.
  if (last.sentPackets === 0) return silent.every(({ carrier }) => carrier === undefined);
  if (last.sentPackets - first.sentPackets < STOPPED.packets) return false;
  const arrives = last.receivedPackets === 0 && last.lostOnTheWayUp !== undefined;
  return !arrives;
}

/** `sizesKbps`: the most that each size of the picture may take, the smallest first, as it was asked of the browser. */
export function judgeLine(numbers: LineNumbers | undefined, sizesKbps: readonly number[]): LineCheck {
  if (numbers === undefined) return { verdict: "none", cause: "blocked", numbers };
  const reasons: readonly (readonly [Rank, LineCause])[] = [
    [rankOfLoss(numbers), "radio"],
    [below(numbers.jitterMs, JITTER_MS), "radio"],
    [rankOfBandwidth(numbers, sizesKbps), "shared"],
    [below(numbers.roundTripMs, ROUND_TRIP_MS), numbers.queueMs >= QUEUE_MS ? "shared" : "far"],
    [isOverTcp(numbers.carrier) ? "enough" : "good", "tcp"],
    [numbers.limitedBy === "cpu" ? "enough" : "good", "device"],
  ];
  const worst = RANKS.find((rank) => reasons.some(([each]) => each === rank)) ?? "good";
  if (worst === "good") return { verdict: worst, cause: "", numbers };
  const causes = reasons.filter(([rank]) => rank === worst).map(([, cause]) => cause);
  // TCP sends again what was lost and waits for it: what else is the matter then mostly follows from it.
  const cause = isOverTcp(numbers.carrier) ? "tcp" : (causes[0] ?? "");
  return { verdict: worst, cause, numbers };
}

/** All sizes of the picture and speech fit, all but the largest do, or not even those. */
function rankOfBandwidth(numbers: LineNumbers, sizes: readonly number[]): Rank {
  const all = sizes.reduce((sum, kbps) => sum + kbps, SPEECH_KBPS);
  // Of a picture in one size a good part will do, too.
  const largest = sizes.length > 1 ? (sizes.at(-1) ?? 0) : all / 2;
  const fits = (kbps: number): Rank =>
    kbps >= ESTIMATE_SHARE * all ? "good" : kbps >= ESTIMATE_SHARE * (all - largest) ? "enough" : "weak";
  // Only what the line itself holds back says how wide it is: a picture in which little moves needs less than it may have.
  const up = numbers.limitedBy === "bandwidth" ? fits(Math.max(numbers.upKbps, numbers.availableUpKbps ?? 0)) : "good";
  return lower(up, rankOfReturned(numbers.returnedWidth ?? 1, sizes.length));
}

/**
 * The server forwards a smaller size when it does not believe that the larger one gets through. It begins with belief in the middle one of three
 * (media/src/seat-limits.ts) and takes longer than a check to try the next; a patient's screen shows the therapist no wider than that.
 */
function rankOfReturned(returnedWidth: number, sizes: number): Rank {
  const expected = sizes > 2 ? 1 / 2 : 1;
  if (returnedWidth >= 0.8 * expected) return "good";
  return returnedWidth >= 0.4 * expected ? "enough" : "weak";
}

function rankOfLoss({ upLoss, downLoss }: LineNumbers): Rank {
  return lower(below(upLoss, LOSS), below(downLoss, LOSS));
}

/** What is not known is not held against the line. */
function below(value: number | undefined, limits: { readonly good: number; readonly enough: number }): Rank {
  if (value === undefined || value <= limits.good) return "good";
  return value <= limits.enough ? "enough" : "weak";
}

function isOverTcp(carrier: Carrier | undefined): boolean {
  return carrier === "tcp" || carrier === "relayTcp";
}

function lower(one: Rank, other: Rank): Rank {
  return RANKS.indexOf(one) < RANKS.indexOf(other) ? one : other;
}

function rate(first: LineSample, last: LineSample, field: "sentBytes" | "receivedBytes"): number {
  const seconds = (last.atMs - first.atMs) / 1_000;
  return seconds <= 0 ? 0 : Math.max(0, ((last[field] - first[field]) * 8) / 1_000 / seconds);
}

function lossUp(first: LineSample, last: LineSample): number | undefined {
  if (last.lostOnTheWayUp === undefined) return undefined;
  return share(last.lostOnTheWayUp - (first.lostOnTheWayUp ?? 0), last.sentPackets - first.sentPackets, false);
}

/** Counters may go back a little: what came late had been counted as lost. */
function share(lost: number, packets: number, besides: boolean): number | undefined {
  const all = besides ? packets + Math.max(0, lost) : packets;
  return all <= 0 ? undefined : Math.min(1, Math.max(0, lost / all));
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}
