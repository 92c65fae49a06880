// Requests and answers of media signalling with their types, over whatever connection carries them.
import type { MediaAnswers, MediaRequest } from "@ensemble/shared/protocol/media-messages.ts";

type Asked<Op extends MediaRequest["op"]> = Extract<MediaRequest, { readonly op: Op }>;

/** Rejects with the refusal's code as message. */
export type AskMedia = <Op extends MediaRequest["op"]>(request: Asked<Op>) => Promise<MediaAnswers[Op]>;

export function createMediaSignalling(requestMedia: (request: unknown) => Promise<unknown>): AskMedia {
  return async <Op extends MediaRequest["op"]>(request: Asked<Op>) => (await requestMedia(request)) as MediaAnswers[Op];
}

/** Whether the server refused, for one of these reasons. */
export function isRefused(error: unknown, ...reasons: readonly string[]): boolean {
  return error instanceof Error && reasons.some((reason) => error.message === `media/${reason}`);
}
