// The text patients accept before the camera opens is versioned: raise this when what is estimated, stored or seen changes.
// PROTOCOL_VERSION rises with it: a page that was loaded before offers the earlier text, no press of its button is taken, and in the
// lobby it asks to be loaded again.
export const AGREEMENT_VERSION = 3;

/** An earlier text said something else: who accepted only that is asked again, and until then nothing of theirs travels. */
export function hasAgreed({ agreementVersion }: { readonly agreementVersion: number }): boolean {
  return agreementVersion === AGREEMENT_VERSION;
}
