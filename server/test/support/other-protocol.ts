// Loaded before a server (see speaking.ts): gives it other numbers of its protocol, as a release before or after this one has them.
import { registerHooks } from "node:module";

const asked = new URL(import.meta.url).searchParams;
const NUMBERS = [
  ["PROTOCOL_VERSION", asked.get("newest")],
  ["OLDEST_PROTOCOL", asked.get("oldest")],
] as const;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith("/shared/src/protocol/room-messages.ts")) return loaded;
    let source = String(loaded.source);
    for (const [name, number] of NUMBERS) {
      const changed = source.replace(new RegExp(`(export const ${name} = )\\d+;`), `$1${number};`);
      if (changed === source && !source.includes(`export const ${name} = ${number};`))
        throw new Error(`no ${name} in ${url}`);
      source = changed;
    }
    return { ...loaded, source };
  },
});
