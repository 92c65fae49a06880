// Asks again and again until it is so; what was wrong last is the reason when it never is.
const EVERY_MS = 50;

/** `look` resolves when it is so and rejects with what is wrong. */
export async function waitUntil(look: () => Promise<void>, atMostMs: number): Promise<void> {
  const end = performance.now() + atMostMs;
  for (;;) {
    try {
      await look();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
