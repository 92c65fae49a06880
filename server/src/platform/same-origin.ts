// Requests that change something come from our own pages, or from programs, which send no origin.
export function allowedOrigin(origin: string | null, host: string | null): boolean {
  if (origin === null) return true;
  try {
    return host !== null && new URL(origin).host === host;
  } catch {
    return false; // "null" and other origins that are no address
  }
}
