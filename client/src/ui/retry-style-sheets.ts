// A style sheet that did not come is asked for again. The bundler's loader does not: the next time a page needs it, it takes it for
// there, and the page would be shown without its looks, for instance a class whose parts were loaded early.

const FIRST_RETRY_MS = 1_000;
const SLOWEST_RETRY_MS = 30_000;

export function retryStyleSheets(page: Document): void {
  const waits = new WeakMap<HTMLLinkElement, number>();
  const failed = ({ target }: Event) => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== "stylesheet") return;
    const waitMs = waits.get(target) ?? FIRST_RETRY_MS;
    setTimeout(() => {
      const again = target.cloneNode() as HTMLLinkElement;
      waits.set(again, Math.min(2 * waitMs, SLOWEST_RETRY_MS));
      target.replaceWith(again);
    }, waitMs);
  };
  // Such an event does not bubble.
  page.addEventListener("error", failed, { capture: true });
}
