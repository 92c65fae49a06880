// A set-up step's failure in words: what is wrong and what to do. Shown without a stack; everything else is a bug.
export class SetupFailure extends Error {
  /**
   * @param {string} problem one sentence
   * @param {string} remedy what the person at the keyboard can do about it
   * @param {string} [details] the end of a program's output
   */
  constructor(problem, remedy, details = "") {
    super(problem);
    this.name = "SetupFailure";
    this.problem = problem;
    this.remedy = remedy;
    this.details = details;
  }
}
