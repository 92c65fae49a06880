// The seed of a run of the tests, which no other run has. A file that is run a second time has to meet what it failed with.

/** 0…2³¹ − 1; `ENSEMBLE_TEST_SEED` names it for a run that is to be repeated. */
export const drawSeed = () => Math.floor(Math.random() * 2 ** 31);
