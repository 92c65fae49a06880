// The registry of refusals: every code the product answers with, its HTTP status, and a key of a translatable message.
export const REFUSALS = {
  "sign_in/link_invalid": 401,
  "sign_in/link_expired": 401,
  "sign_in/required": 401,
  "sign_in/foreign_origin": 403,
  "sign_in/operators_only": 403,
  "sign_in/not_for_operators": 403,
  "server/refuses_writes": 503,
  "session/unknown": 404,
  "session/not_a_member": 403,
  "session/ended": 409,
  "session/moved": 409,
  "session/unreadable": 503,
  "session/taken_over": 409,
  "library/unknown_exercise": 404,
  "library/staff_only": 403,
  "library/unknown_template": 404,
  "protocol/too_old": 426,
  "protocol/too_new": 503,
  "protocol/malformed": 400,
  "protocol/unknown_message": 400,
  "protocol/too_large": 413,
  "protocol/too_many": 429,
  "protocol/hello_first": 409,
  "command/not_allowed": 403,
  "command/not_now": 409,
  "command/unknown_participant": 404,
  "command/unknown_exercise": 404,
  "command/agreement_first": 409,
  "command/whereabouts_first": 409,
  "command/side_not_possible": 409,
  "command/alarm_first": 409,
  "command/taken_back": 409,
  "command/too_many_annotations": 409,
  "frame/malformed": 400,
  "frame/wrong_version": 400,
  "frame/impossible_body": 422,
  "frame/out_of_range": 422,
  "frame/not_a_time": 422,
  "frame/impossible_picture": 422,
  "frame/points_identical": 422,
  "demonstration/not_here": 403,
  "metrics/not_allowed": 403,
  "frame/time_not_increasing": 422,
  "frame/from_the_future": 422,
  "frame/too_fast": 429,
  "frame/not_a_patient": 403,
  "media/not_allowed": 403,
  "media/unknown": 404,
  "media/malformed": 400,
  "media/not_now": 409,
  "media/too_many": 429,
  "media/away": 503,
  "review/unknown": 404,
  "review/not_allowed": 403,
  "review/no_picture": 409,
  "recording/unknown": 404,
  "recording/not_allowed": 403,
  "recording/destroyed": 410,
  "recording/held": 409,
  "recording/damaged": 503,
  "recording/unopenable": 503,
  "recording/away": 503,
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof REFUSALS;

/** A refusal on its way to the edge (HTTP or room), which alone turns it into words and a status. */
export class DomainError extends Error {
  readonly code: RefusalCode;
  constructor(code: RefusalCode) {
    super(code);
    this.name = "DomainError";
    this.code = code;
  }
}
