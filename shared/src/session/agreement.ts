// The text patients accept before the camera opens is versioned: raise this when what is estimated, stored or seen changes.
export const AGREEMENT_VERSION = 2;
