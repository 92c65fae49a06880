// Loaded before a server (`--import`): its wall clock is as far ahead as the file named by JUMPING_CLOCK says, in milliseconds, and jumps
// when that changes. The server reads the wall clock through Date alone; database and Redis do not jump with it, as where the clock of
// one machine among several is set.
import { readFileSync } from "node:fs";

const LOOK_EVERY_MS = 50;

const file = process.env.JUMPING_CLOCK ?? "";
const RealDate = Date;
let aheadMs = 0;

const look = (): void => {
  aheadMs = Number(readFileSync(file, "utf8"));
};
const now = (): number => RealDate.now() + aheadMs;

look();
setInterval(look, LOOK_EVERY_MS).unref();
globalThis.Date = new Proxy(RealDate, {
  construct: (real, given) => Reflect.construct(real, given.length === 0 ? [now()] : given),
  apply: () => new RealDate(now()).toString(),
  get: (real, name) => (name === "now" ? now : Reflect.get(real, name)),
});
