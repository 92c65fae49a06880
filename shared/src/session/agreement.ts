// The version of the text a patient accepts before the camera opens. Raise it when what is estimated, stored or seen by whom changes: everybody is asked again.
export const AGREEMENT_VERSION = 1;
