// Takes the personal link out of the address and removes it there, so that it stays in no history, screenshot or shared address.
export function takeSignInLink(address: Location, history: History): string | undefined {
  const link = address.hash.slice(1);
  if (link === "") return undefined;
  history.replaceState(history.state, "", address.pathname);
  return decodeURIComponent(link);
}
