// Where sealed recordings lie: a directory, or something that speaks S3. Both keep what is promised here; one suite of tests asks both.
/** Names are made by this module alone: no word of a client's is ever part of one. */
const OBJECT_NAME = /^[a-z]+\/[0-9a-f-]{36}(\/[0-9]{6}-[0-9]{6})?$/;

export interface RecordingStore {
  /** Resolves when it is durable. Whoever reads the name finds what was there before, or all of this. */
  readonly put: (name: string, bytes: Uint8Array) => Promise<void>;
  /** Exactly these bytes; `undefined` where there is no such object. Throws when the object is shorter than that. */
  readonly getRange: (name: string, begin: number, length: number) => Promise<Uint8Array | undefined>;
  /** All of it; `undefined` where there is no such object. */
  readonly get: (name: string) => Promise<Uint8Array | undefined>;
  /** Resolves when it is gone for good, also when it never was. */
  readonly delete: (name: string) => Promise<void>;
  /** All names that begin so, in order. */
  readonly list: (prefix: string) => Promise<readonly string[]>;
  /** For people: where it is. Without secrets. */
  readonly place: string;
}

const SHARES = "shares/";
const CONSENTS = "consents/";
const GONE = "gone/";
/** The half of a recording's key that is in no database. */
export const shareName = (recordingId: string): string => `${SHARES}${recordingId}`;
/** That a standing consent was given, and not taken back: it says no more. */
export const consentShareName = (consentId: string): string => `${CONSENTS}${consentId}`;
/** Of the recordings whose share is there. */
export const listRecordingIds = async ({ list }: Pick<RecordingStore, "list">): Promise<readonly string[]> =>
  (await list(SHARES)).map((name) => name.slice(SHARES.length));
/** Of the standing consents whose share is there. */
export const listConsentIds = async ({ list }: Pick<RecordingStore, "list">): Promise<readonly string[]> =>
  (await list(CONSENTS)).map((name) => name.slice(CONSENTS.length));
/**
 * That what had this id is destroyed for good, a recording or the share of a consent: no database's row has to be there for that to be known,
 * neither to a copy of the store nor to whoever puts an older database beside it.
 */
export const goneName = (id: string): string => `${GONE}${id}`;
export const listGoneIds = async ({ list }: Pick<RecordingStore, "list">): Promise<readonly string[]> =>
  (await list(GONE)).map((name) => name.slice(GONE.length));
export const piecesPrefix = (recordingId: string): string => `pieces/${recordingId}/`;

/** Its pieces are part of its name: another account of what is in it would be another object. */
export function piecesName(recordingId: string, firstPiece: number, lastPiece: number): string {
  const digits = (piece: number) => String(piece).padStart(6, "0");
  return `${piecesPrefix(recordingId)}${digits(firstPiece)}-${digits(lastPiece)}`;
}

/** A bug that lets something else through must not reach a file system. */
export function checkObjectName(name: string): void {
  if (!OBJECT_NAME.test(name)) throw new Error("a name that no recording's object has");
}

export class ShortObject extends Error {
  constructor() {
    super("a stored object is shorter than it should be");
    this.name = "ShortObject";
  }
}

/** It may pass: the store cannot be reached, or takes and gives nothing. */
export class StoreAway extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreAway";
  }
}
