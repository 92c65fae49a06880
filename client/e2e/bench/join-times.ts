// What goes into the measurements of joining and comes out of them.
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";

export interface JoinTimeRequest {
  readonly url: string;
  readonly created: DemonstrationAnswer;
  readonly joins: number;
  /**
   * `home`: the press on the home page, of a page that has been in the class before. `address`: the class's address is opened in a browser that
   * has just been started and has nothing stored but who is signed in.
   */
  readonly from: "home" | "address";
}
export interface JoinTimes {
  readonly bothMs: readonly number[];
  readonly avatarMs: readonly number[];
  readonly pictureMs: readonly number[];
}

export type TherapistJoinTimeRequest = Omit<JoinTimeRequest, "from">;
export interface TherapistJoinTimes {
  /** Until the first of the patients is seen; and until all are. */
  readonly firstMs: readonly number[];
  readonly allMs: readonly number[];
}
