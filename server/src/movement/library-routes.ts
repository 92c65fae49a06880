// The library to look through: all exercises in short, and one of them whole. It is the same for everybody who is signed in.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { type HttpRoute, signedInRoute } from "../platform/http-route.ts";
import type { ExerciseCatalogue } from "./exercise-catalogue.ts";

/** Kept by the browser, and asked for again by its tag. */
const HEADERS = { "cache-control": "private, no-cache" };

export function libraryRoutes<Caller>(catalogue: ExerciseCatalogue): readonly HttpRoute<Caller>[] {
  return [
    signedInRoute<Caller>({
      method: "GET",
      path: "/api/library",
      handle: async () => ({ body: catalogue.entries, packed: true, headers: HEADERS }),
    }),
    signedInRoute<Caller>({
      method: "GET",
      path: "/api/library/:id",
      handle: async ({ params }) => {
        const page = catalogue.find(params.id ?? "");
        if (page === undefined) throw new DomainError("library/unknown_exercise");
        return { body: page, headers: HEADERS };
      },
    }),
  ];
}
