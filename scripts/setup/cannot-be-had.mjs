// Something a set-up can go on without is not to be had on this machine, or not now; anything else that goes wrong still fails it.
export class CannotBeHad extends Error {}
