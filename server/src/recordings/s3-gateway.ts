// Sealed recordings in a bucket of anything that speaks S3. aws4fetch signs, and no more: deadlines, attempts and what an answer means
// are here. Bodies are signed too, so that a request that was changed on its way is refused.
import { createHash } from "node:crypto";
import { setTimeout as pass } from "node:timers/promises";
import { AwsClient } from "aws4fetch";
import { checkObjectName, type RecordingStore, ShortObject, StoreAway } from "./stored-objects.ts";

export interface S3Place {
  /** Of the service, without the bucket: `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}
export interface S3Patience {
  /** Of one attempt, its answer's body included, without what sending takes. */
  readonly attemptMs: number;
  readonly pausesMs: readonly number[];
}

const PATIENCE: S3Patience = { attemptMs: 15_000, pausesMs: [200, 1_000, 3_000] };
/** A clinic's line may be narrow, and pictures go out over it at the same time. */
const SLOWEST_BYTES_A_MS = 50;
/** No answer to a listing, and no object of ours, is nearly as large. */
const MOST_LISTED = 100_000;

interface Answer {
  readonly status: number;
  readonly bytes: Uint8Array;
}

export function openS3Store(place: S3Place, patience: S3Patience = PATIENCE): RecordingStore {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = place;
  const signer = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3" });
  const base = `${endpoint.replace(/\/$/, "")}/${bucket}`;
  const urlOf = (name: string) => {
    checkObjectName(name);
    return `${base}/${name}`;
  };

  const attempt = async (
    method: string,
    url: string,
    body: Uint8Array | undefined,
    range?: string,
  ): Promise<Answer> => {
    const hash = createHash("sha256")
      .update(body ?? "")
      .digest("hex");
    const headers = { "x-amz-content-sha256": hash, ...(range === undefined ? {} : { range }) };
    const request = await signer.sign(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body: ownBytes(body) }),
    });
    const deadlineMs = patience.attemptMs + (body?.byteLength ?? 0) / SLOWEST_BYTES_A_MS;
    const answer = await fetch(request, { redirect: "error", signal: AbortSignal.timeout(Math.ceil(deadlineMs)) });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const length = answer.headers.get("content-length");
    if (length !== null && Number(length) !== bytes.byteLength) throw new TypeError("the answer was cut off");
    return { status: answer.status, bytes };
  };

  /** What may pass by itself is tried again; the last attempt's failure is told. */
  const ask = async (method: string, url: string, body?: Uint8Array, range?: string): Promise<Answer> => {
    for (let tried = 0; ; tried++) {
      const pause = patience.pausesMs[tried];
      try {
        const answer = await attempt(method, url, body, range);
        const mayPass = answer.status >= 500 || answer.status === 429 || answer.status === 408;
        if (!mayPass || pause === undefined) return answer;
      } catch (error) {
        if (pause === undefined) throw new StoreAway("the recordings' store cannot be reached", { cause: error });
      }
      await pass(pause * (0.5 + Math.random()));
    }
  };

  return {
    place: base,
    put: async (name, bytes) => {
      const { status } = await ask("PUT", urlOf(name), bytes);
      if (status !== 200) throw refused("take an object", status);
    },
    getRange: async (name, begin, length) => {
      const { status, bytes } = await ask("GET", urlOf(name), undefined, `bytes=${begin}-${begin + length - 1}`);
      if (status === 404) return undefined;
      if (status === 416) throw new ShortObject();
      // Who does not know ranges sends the whole.
      const part = status === 200 ? bytes.subarray(begin, begin + length) : bytes;
      if (status !== 200 && status !== 206) throw refused("give an object", status);
      if (part.byteLength !== length) throw new ShortObject();
      return part;
    },
    get: async (name) => {
      const { status, bytes } = await ask("GET", urlOf(name));
      if (status === 404) return undefined;
      if (status !== 200) throw refused("give an object", status);
      return bytes;
    },
    delete: async (name) => {
      const { status } = await ask("DELETE", urlOf(name));
      if (status !== 204 && status !== 200 && status !== 404) throw refused("delete an object", status);
    },
    list: async (prefix) => {
      const names: string[] = [];
      for (let token: string | undefined; names.length < MOST_LISTED; ) {
        const query = new URLSearchParams({ "list-type": "2", prefix });
        if (token !== undefined) query.set("continuation-token", token);
        const { status, bytes } = await ask("GET", `${base}?${query}`);
        if (status !== 200) throw refused("list objects", status);
        const page = readListing(Buffer.from(bytes).toString());
        names.push(...page.names);
        if (page.next === undefined) break;
        token = page.next;
      }
      return names.sort();
    },
  };
}

/** Names of ours need no entities; a token may have them. */
function readListing(xml: string): { readonly names: readonly string[]; readonly next: string | undefined } {
  if (!xml.includes("<ListBucketResult"))
    throw new Error("the recordings' store answered a listing with something else");
  const names = [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, name = ""]) => name);
  const isTruncated = /<IsTruncated>\s*true\s*<\/IsTruncated>/.test(xml);
  const next = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(xml)?.[1];
  if (isTruncated && next === undefined) throw new Error("the recordings' store broke off a listing");
  return { names, next: isTruncated ? withoutEntities(next ?? "") : undefined };
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
};
const withoutEntities = (text: string) =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity] ?? entity);

/** Its own words may hold names and addresses. */
const refused = (what: string, status: number) =>
  new StoreAway(`the recordings' store did not ${what}: status ${status}`);

/** Fetch takes none that is shared with a worker, which these never are. */
const ownBytes = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;
