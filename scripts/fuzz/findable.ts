// What there is to be found on the attacked server, so that requests come further than to "there is no such thing": a class that has moved,
// with a recording, and whoever may ask for it.
import { join } from "node:path";
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { DEMO_OPERATOR, TRIAL_PATIENTS, TRIAL_THERAPIST } from "../../server/src/demo/demo-people.ts";
import { signInByLink } from "../../server/src/demo/simulated-participant.ts";
import { createLink } from "../../server/src/identity/link-token.ts";
import type { Keys } from "../../server/src/platform/keys.ts";
import { auditKey } from "../../server/src/recordings/audit-chain.ts";
import { madePieces } from "../../server/test/support/made-pieces.ts";
import { findEpoch, openVaultAt } from "../../server/test/support/vault-places.ts";

export interface Findable {
  readonly groupSessionId: string;
  readonly personId: string;
  readonly setId: string;
  readonly recordingId: string;
  /** Another one, to be destroyed. */
  readonly spareRecordingId: string;
  readonly exerciseId: string;
  readonly protocolId: string;
  /** A link for each who asks; the keys of the server let make one for whoever keeps the machines running. */
  readonly links: Readonly<Record<SignedIn, string>>;
}
export type SignedIn = "therapist" | "patient" | "operator";
/** Whose cookie goes along. */
export type Caller = "nobody" | SignedIn;
export const CALLERS: readonly Caller[] = ["nobody", "therapist", "patient", "operator"];

const LINK_LASTS_MS = 12 * 3_600_000;
const EXERCISE = "squat";
/** Seconds: what was moved in it was recorded. */
const PIECES = 150;
const PROTOCOL = "ankle-sprain";

/** `moved`: a class of the demo clinic that has moved in that set. */
export async function plantFindable(parts: {
  readonly databaseUrl: string;
  readonly dataDirectory: string;
  readonly keys: Keys;
  readonly moved: { readonly created: DemonstrationAnswer; readonly setId: string };
}): Promise<Findable> {
  const { created, setId } = parts.moved;
  const groupSessionId = created.groupSessionId as GroupSessionId;
  const personId = TRIAL_PATIENTS[0]?.personId ?? "";
  const vault = await openVaultAt({
    databaseUrl: parts.databaseUrl,
    storeDirectory: join(parts.dataDirectory, "recordings"),
    keysFile: join(parts.dataDirectory, "recording-keys.json"),
    auditKey: auditKey(parts.keys.fields),
  });
  try {
    const record = async () => {
      const epoch = await findEpoch(vault.pool, groupSessionId);
      const keeping = await vault.recordings.startKeeping(
        { groupSessionId, epoch, participantId: personId, source: "camera", contentType: "video/webm", beginsAtMs: 0 },
        { personId: TRIAL_THERAPIST.personId, role: "therapist" },
        (cause) => {
          throw new Error(`the planted recording stopped: ${cause}`);
        },
      );
      for (const piece of madePieces(PIECES)) await keeping.keepPiece(piece);
      await keeping.finish();
      return keeping.recordingId;
    };
    return {
      ...{ groupSessionId, personId, setId, recordingId: await record(), spareRecordingId: await record() },
      ...{ exerciseId: EXERCISE, protocolId: PROTOCOL },
      links: {
        therapist: created.therapist.link,
        patient: created.patients[0]?.link ?? "",
        operator: createLink(parts.keys.links, DEMO_OPERATOR.personId, Date.now() + LINK_LASTS_MS),
      },
    };
  } finally {
    await vault.recordings.close();
    await vault.pool.end();
  }
}

export interface Cookies {
  readonly of: (caller: Caller) => Promise<string | undefined>;
  /** Has signed out: signs in anew when it is asked for again. */
  readonly forget: (caller: Caller) => void;
}

export function keepCookies(url: string, links: Findable["links"]): Cookies {
  const cookies = new Map<SignedIn, string>();
  return {
    of: async (caller) => {
      if (caller === "nobody") return undefined;
      const known = cookies.get(caller);
      if (known !== undefined) return known;
      const { cookie } = await signInByLink(url, links[caller]);
      cookies.set(caller, cookie);
      return cookie;
    },
    forget: (caller) => {
      if (caller !== "nobody") cookies.delete(caller);
    },
  };
}
