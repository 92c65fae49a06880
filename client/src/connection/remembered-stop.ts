// A pain stop survives a reload of the page: until the server has it, it is kept on this device and sent again.
const key = (groupSessionId: string) => `ensemble.stop.${groupSessionId}`;

export function rememberStop(groupSessionId: string): void {
  sessionStorage.setItem(key(groupSessionId), "1");
}
export function forgetStop(groupSessionId: string): void {
  sessionStorage.removeItem(key(groupSessionId));
}
export function isStopRemembered(groupSessionId: string): boolean {
  return sessionStorage.getItem(key(groupSessionId)) !== null;
}
