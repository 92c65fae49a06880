// Takes the personal link out of the address and removes it there, so that it stays in no history, screenshot or shared address.
import { CONTENT_ID } from "../../ui/content-id.ts";

export function takeSignInLink(address: Location, history: History): string | undefined {
  const link = address.hash.slice(1);
  // The page's own link to its content changes the fragment as well.
  if (link === "" || link === CONTENT_ID) return undefined;
  history.replaceState(history.state, "", address.pathname);
  return decoded(link);
}

/** A link that was mangled on its way stays as it came: the server says that it is none. */
function decoded(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}
