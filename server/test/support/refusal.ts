// What became of an attempt: the code it was refused with, or that it was accepted.
export async function refusal(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => "accepted",
    (error: Error & { code?: string }) => error.code ?? String(error),
  );
}
