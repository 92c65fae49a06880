// Why the server closed a connection for good or for now; outside the range 4000…4010 that Colyseus uses itself.
export const CLOSE_CODES = {
  /** The same person joined from another page. */
  takenOver: 4101,
  /** The same page joined again over another connection: this one is left over. */
  rejoined: 4105,
  /** Another process owns the session now: join again. */
  moved: 4102,
  /** The server is going away; join again. */
  restarting: 4104,
  /** The page does not take what it is sent; join again. */
  tooSlow: 4107,
  /** It sent far more than any page of ours does; join again, but not soon. */
  flooding: 4108,
  /** The session ended a while ago and takes no more answers. */
  closed: 4106,
} as const;
