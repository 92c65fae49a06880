// The set-up's lines on the screen: on a terminal one line that changes, elsewhere one line for each thing that happens.
const REFRESH_MS = 1000;
/** Where nothing can be overwritten, progress is repeated seldom enough to be read in a log. */
const LOG_EVERY_MS = 30_000;

/**
 * @typedef {object} Progress
 * @property {(name: string) => void} begin
 * @property {(text: string) => void} say
 * @property {(without?: string) => void} end says why the step's work is not there all the same
 * @property {() => void} fail
 */

/**
 * @param {NodeJS.WriteStream} stream
 * @param {() => number} now milliseconds
 * @returns {Progress}
 */
export function createProgress(stream, now = Date.now) {
  let headed = false;
  let name = "";
  let text = "";
  let startedAtMs = 0;
  let shownAtMs = 0;
  let timer;
  const seconds = () => `${Math.round((now() - startedAtMs) / 1000)} s`;
  const overwrite = (line) => stream.write(`\r\x1b[K${line}`);
  const clip = (line) => line.slice(0, Math.max(20, (stream.columns ?? 80) - 1));
  const show = () => {
    shownAtMs = now();
    const line = `  ${name} … ${text ? `${text} ` : ""}(${seconds()})`;
    if (stream.isTTY) overwrite(clip(line));
    else stream.write(`${line}\n`);
  };
  const close = (mark, more = "") => {
    clearInterval(timer);
    const line = `  ${mark} ${name}${more} (${seconds()})\n`;
    if (stream.isTTY) overwrite(line);
    else stream.write(line);
  };
  return {
    begin(stepName) {
      if (!headed) stream.write("Setting up Ensemble; later starts skip what is done.\n");
      headed = true;
      name = stepName;
      text = "";
      startedAtMs = now();
      show();
      timer = setInterval(() => {
        if (stream.isTTY || now() - shownAtMs >= LOG_EVERY_MS) show();
      }, REFRESH_MS);
      timer.unref();
    },
    say(progress) {
      text = progress;
      if (stream.isTTY) show();
    },
    end: (without) => (without === undefined ? close("✓") : close("–", ` ${without}`)),
    fail: () => close("✗"),
  };
}
