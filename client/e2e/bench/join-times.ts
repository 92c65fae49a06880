// What goes into the measurement of joining and comes out of it.
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";

export interface JoinTimeRequest {
  readonly url: string;
  readonly created: DemonstrationAnswer;
  readonly joins: number;
}
export interface JoinTimes {
  readonly bothMs: readonly number[];
  readonly avatarMs: readonly number[];
  readonly pictureMs: readonly number[];
}
