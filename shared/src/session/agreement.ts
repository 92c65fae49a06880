// The text patients accept before the camera opens is versioned: raise this when what is estimated, stored or seen changes.
export const AGREEMENT_VERSION = 2;

/** An earlier text said something else: who accepted only that is asked again, and until then nothing of theirs travels. */
export function hasAgreed({ agreementVersion }: { readonly agreementVersion: number }): boolean {
  return agreementVersion === AGREEMENT_VERSION;
}
