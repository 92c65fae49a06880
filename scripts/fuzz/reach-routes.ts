// Asks every route once for something that is there, as somebody who may: what is not reached so is not reached by anything spoiled either.
import { ANY_IN_LOG } from "@ensemble/shared/protocol/audit-messages.ts";
import { ASKED_REASONS, HOLD_REASONS } from "@ensemble/shared/protocol/custody-messages.ts";
import { RECORDING_AUDIENCE } from "@ensemble/shared/session/recording-consent.ts";
import { CALLERS, type Caller, type Cookies, type Findable } from "./findable.ts";
import { type ListedRoute, nameOf, ROUTES } from "./listed-routes.ts";

/** How each was answered, by the route's name; those that were not reached with the refusal. */
export type Reached = Readonly<Record<string, string>>;

/** Ends what others need: last. */
const ENDS = ["POST /api/sign-out", "POST /api/comments/:id/remove"];
const OK = "ok";

/** Routes that answered whoever may ask them for what is there. */
export function isReached(how: string | undefined): boolean {
  return how === OK;
}

/** `words`: of the comment. */
export async function reachRoutes(
  url: string,
  findable: Findable,
  cookies: Cookies,
  words = "a word",
): Promise<Reached> {
  const reached: Record<string, string> = {};
  let commentId = "";
  const order = ROUTES.toSorted((a, b) => Number(ENDS.includes(nameOf(a))) - Number(ENDS.includes(nameOf(b))));
  for (const route of order) {
    const answers: string[] = [];
    for (const caller of callersOf(route)) {
      const body = rightBody(route, findable, words);
      const cookie = await cookies.of(caller);
      const response = await fetch(url + rightPath(route.path, { ...findable, commentId }), {
        method: route.method,
        headers: { "content-type": "application/json", ...(cookie === undefined ? {} : { cookie }) },
        ...(route.method === "POST" ? { body: JSON.stringify(body ?? {}) } : {}),
      });
      const said = await response.text();
      if (response.ok) answers.unshift(OK);
      else answers.push(`${caller}: ${response.status} ${said.slice(0, 200)}`);
      if (response.status === 201 && route.path.endsWith("/comments")) commentId = JSON.parse(said).commentId;
      if (response.ok && nameOf(route) === "POST /api/sign-out") cookies.forget(caller);
    }
    reached[nameOf(route)] = answers[0] === OK ? OK : answers.join("; ");
  }
  return reached;
}

function callersOf({ audience }: ListedRoute): readonly Caller[] {
  if (audience === "anybody") return ["nobody"];
  if (audience === "operators") return ["operator"];
  return audience === "clinic" ? ["therapist", "patient"] : CALLERS.filter((caller) => caller !== "nobody");
}

/** With ids of what is there. Throws where a route asks for something that nobody has planted. */
export function rightPath(path: string, findable: Findable & { readonly commentId?: string }): string {
  const owner = /^\/api\/(\w+)/.exec(path)?.[1] ?? "";
  const ids: Readonly<Record<string, string | undefined>> = {
    sessions: findable.groupSessionId,
    recordings: findable.recordingId,
    comments: findable.commentId ?? findable.recordingId,
    library: findable.exerciseId,
    protocols: findable.protocolId,
  };
  const values: Readonly<Record<string, string | undefined>> = {
    ...{ id: ids[owner], personId: findable.personId, setId: findable.setId, frame: "0", sequence: "1000" },
    ...{ kind: ANY_IN_LOG, before: ANY_IN_LOG },
  };
  return path.replace(/:(\w+)/g, (_all, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing is planted that ${path} could find as ${name}`);
    return value;
  });
}

/** One that is accepted; `undefined` where the route takes none. Throws where nobody has said what is right. */
export function rightBody(route: ListedRoute, findable: Findable, words = "a word"): unknown {
  if (route.body === undefined) return undefined;
  const { setId, recordingId, spareRecordingId, links } = findable;
  const bodies: readonly unknown[] = [
    { link: links.therapist },
    { patients: 1 },
    { setId, atMs: 0, frame: null, text: words, drawing: [] },
    { recordingIds: [recordingId], reason: HOLD_REASONS[0] },
    { recordingIds: [spareRecordingId], reason: ASKED_REASONS[0] },
    { recordingIds: [recordingId] },
    { with: "picture" },
    { audience: RECORDING_AUDIENCE },
  ];
  const right = bodies.find((body) => route.body?.safeParse(body).success);
  if (right === undefined) throw new Error(`no body is known that ${nameOf(route)} accepts`);
  return right;
}
