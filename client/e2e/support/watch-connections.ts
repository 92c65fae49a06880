// What really leaves a person's device, and what it is given to hear: asked of the browser's own connections, which the page itself does not give away.
import type { Locator, Page } from "playwright-core";

interface Watched {
  connections: RTCPeerConnection[];
}

/** Call before the page is opened for the first time. */
export async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    (globalThis as unknown as Watched).connections = connections;
    const Real = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
  });
}

/** Bytes of pictures sent so far, over all connections that are open. */
export function pictureBytesSent(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let bytes = 0;
    for (const connection of (globalThis as unknown as Watched).connections) {
      if (connection.connectionState === "closed") continue;
      for (const report of (await connection.getStats()).values())
        if (report.type === "outbound-rtp" && report.kind === "video") bytes += report.bytesSent;
    }
    return bytes;
  });
}

/** Of the picture that is sent, as the camera gives it. */
export function cameraWidth(page: Page): Promise<number> {
  return page.evaluate(() => {
    const senders = (globalThis as unknown as Watched).connections.flatMap((connection) => connection.getSenders());
    return senders.find(({ track }) => track?.kind === "video")?.track?.getSettings().width ?? 0;
  });
}

/** The sizes of the own picture, by their names, of which pictures have left meanwhile, the smallest first. */
export async function sizesSent(page: Page, forMs: number): Promise<readonly string[]> {
  const before = await picturesOfSizes(page);
  await page.waitForTimeout(forMs);
  const after = await picturesOfSizes(page);
  return Object.keys(after)
    .filter((size) => (after[size] ?? 0) > (before[size] ?? 0))
    .sort();
}

function picturesOfSizes(page: Page): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(async () => {
    const sent: Record<string, number> = {};
    for (const connection of (globalThis as unknown as Watched).connections) {
      if (connection.connectionState === "closed") continue;
      for (const report of (await connection.getStats()).values())
        if (report.type === "outbound-rtp" && report.kind === "video") sent[report.rid] = report.framesSent ?? 0;
    }
    return sent;
  });
}

/** The id of the track that an element shows. */
export function trackOf(video: Locator): Promise<string> {
  return video.evaluate(
    (shown) => ((shown as HTMLVideoElement).srcObject as MediaStream).getVideoTracks()[0]?.id ?? "",
  );
}

export interface ReceivedPicture {
  /** The id of its track, as the element that shows it has it. */
  readonly track: string;
  readonly width: number;
  readonly decoded: number;
  readonly bytes: number;
}

/** Every picture that is received, and what only measures the line, over all connections that are open. */
export function picturesReceived(page: Page): Promise<readonly ReceivedPicture[]> {
  return page.evaluate(async () => {
    const found = [];
    for (const connection of (globalThis as unknown as Watched).connections) {
      if (connection.connectionState === "closed") continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== "inbound-rtp" || report.kind !== "video") continue;
        const {
          trackIdentifier: track,
          frameWidth: width = 0,
          framesDecoded: decoded = 0,
          bytesReceived: bytes,
        } = report;
        found.push({ track, width, decoded, bytes });
      }
    }
    return found;
  });
}

/** The tracks of which pictures were decoded meanwhile. */
export async function tracksDecoded(page: Page, forMs: number): Promise<readonly string[]> {
  const before = new Map((await picturesReceived(page)).map(({ track, decoded }) => [track, decoded]));
  await page.waitForTimeout(forMs);
  const after = await picturesReceived(page);
  return after.filter(({ track, decoded }) => decoded > (before.get(track) ?? 0)).map(({ track }) => track);
}

/** How much sound has come meanwhile, as energy; the parts of whoever has stopped sending count as none. */
export async function soundHeard(page: Page, forMs: number): Promise<number> {
  return (await soundsHeard(page, forMs)).reduce((sum, energy) => sum + energy, 0);
}

/** Of how many people sound has come meanwhile. */
export async function voicesHeard(page: Page, forMs: number): Promise<number> {
  return (await soundsHeard(page, forMs)).filter((energy) => energy > 0).length;
}

async function soundsHeard(page: Page, forMs: number): Promise<readonly number[]> {
  const before = await energies(page);
  await page.waitForTimeout(forMs);
  const after = await energies(page);
  return Object.entries(after).map(([id, energy]) => Math.max(0, energy - (before[id] ?? 0)));
}

function energies(page: Page): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(async () => {
    const found: Record<string, number> = {};
    for (const [place, connection] of (globalThis as unknown as Watched).connections.entries()) {
      if (connection.connectionState === "closed") continue;
      for (const report of (await connection.getStats()).values())
        if (report.type === "inbound-rtp" && report.kind === "audio")
          found[`${place} ${report.id}`] = report.totalAudioEnergy ?? 0;
    }
    return found;
  });
}

/** How a connection's packets go, as the browser says it: `relayed` is the way to the TURN server. */
interface TakenWay {
  readonly candidateType: string;
  readonly protocol: string;
  readonly relayed: string | undefined;
  /** Of whom the packets are for in the end. */
  readonly port: number;
}

/** Of every connection that is open and has found its way. */
export function waysTaken(page: Page): Promise<readonly TakenWay[]> {
  return page.evaluate(async () => {
    const found = [];
    for (const connection of (globalThis as unknown as Watched).connections) {
      if (connection.connectionState !== "connected") continue;
      const stats = await connection.getStats();
      for (const transport of stats.values()) {
        if (transport.type !== "transport") continue;
        const pair = stats.get(transport.selectedCandidatePairId);
        const local = stats.get(pair?.localCandidateId);
        const remote = stats.get(pair?.remoteCandidateId);
        if (local === undefined || remote === undefined) continue;
        const { candidateType, protocol, relayProtocol: relayed } = local;
        found.push({ candidateType, protocol, relayed, port: remote.port });
      }
    }
    return found;
  });
}
