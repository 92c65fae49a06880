// Looking back over HTTP: what there is of a participant's session, the curve of a set, figures a stretch at a time, comments.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { commentBody, type SendBody, sendBody } from "@ensemble/shared/protocol/review-messages.ts";
import { type HttpRoute, signedInRoute } from "../platform/http-route.ts";
import { answerBytes, answerPieces } from "../recordings/index.ts";
import type { Reviewer } from "./admit-reviewer.ts";
import type { Reviews } from "./reviews.ts";

interface Caller {
  readonly person: Reviewer;
}

const FRAME = /^\d{1,10}$/;
/** As ids are; PostgreSQL's texts do not hold every character. */
const SET = /^[\w-]{1,64}$/;

export function reviewRoutes<C extends Caller>(reviews: Reviews): readonly HttpRoute<C>[] {
  return [
    signedInRoute<C>({
      method: "GET",
      path: "/api/sessions/:id/review/:personId",
      handle: async ({ caller, params }) => ({
        body: await reviews.read(caller.person, params.id ?? "", params.personId ?? ""),
      }),
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/sessions/:id/review/:personId/curve/:setId",
      handle: async ({ caller, params }) => ({
        body: await reviews.readCurve(caller.person, params.id ?? "", params.personId ?? "", params.setId ?? ""),
      }),
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/sessions/:id/review/:personId/figures/:setId/:frame",
      handle: async ({ caller, params }) => {
        const { id = "", personId = "", setId = "", frame = "" } = params;
        if (!FRAME.test(frame) || !SET.test(setId)) throw new DomainError("protocol/malformed");
        const bytes = await reviews.readFigures(caller.person, id, personId, setId, Number(frame));
        return {
          headers: { "content-type": "application/octet-stream" },
          stream: { bytes: bytes.byteLength, content: once(bytes) },
        };
      },
    }),
    signedInRoute<C, (typeof commentBody)["_output"]>({
      method: "POST",
      path: "/api/sessions/:id/review/:personId/comments",
      body: commentBody,
      handle: async ({ caller, params, body }) => ({
        status: 201,
        body: await reviews.comment(caller.person, params.id ?? "", params.personId ?? "", body),
      }),
    }),
    signedInRoute<C, SendBody>({
      method: "POST",
      path: "/api/comments/:id/send",
      body: sendBody,
      handle: async ({ caller, params, body }) => {
        await reviews.send(caller.person, params.id ?? "", body.with);
        return {};
      },
    }),
    signedInRoute<C>({
      method: "POST",
      path: "/api/comments/:id/remove",
      handle: async ({ caller, params }) => {
        await reviews.remove(caller.person, params.id ?? "");
        return {};
      },
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/comments",
      handle: async ({ caller }) => ({ body: await reviews.listSent(caller.person) }),
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/comments/:id/clip",
      handle: async ({ caller, params }) => ({ body: await reviews.readClip(caller.person, params.id ?? "") }),
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/comments/:id/clip/pieces",
      handle: async ({ caller, params }) => answerPieces(await reviews.findClipPicture(caller.person, params.id ?? "")),
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/comments/:id/clip/media",
      handle: async (asked) => {
        const clip = await reviews.findClipPicture(asked.caller.person, asked.params.id ?? "");
        return answerBytes(clip, asked, "recording.viewed");
      },
    }),
  ];
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
