// Tests cannot run everywhere the product can: Vitest reads #, ? and % in a path as parts of an address and then finds no
// test. Said at once, instead of as a failure of every file.

/** Ends the process with what to do. @param {string} clone */
export function refuseFolder(clone) {
  const reason = describeUntestable(clone);
  if (reason === undefined) return;
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

/** @param {string} clone @returns {string | undefined} */
export function describeUntestable(clone) {
  const found = [...new Set(clone.match(/[#?%]/g))];
  if (found.length === 0) return undefined;
  return (
    `The tests cannot run below this folder, because Vitest cannot read ${found.join(" and ")} in its path: ${clone}\n` +
    "Move the clone to a folder without it. (`npm start` works here.)"
  );
}
