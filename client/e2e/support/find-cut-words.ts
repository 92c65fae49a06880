// Words that reach out of a box which hides what reaches out of it: they pass every look at the page's own width.
import type { Page } from "playwright-core";

/** Each as "words: by how many pixels". What gives way on purpose is marked so, and what ends in dots has its whole text as title. */
export function findCutWords(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // What measures its own box has heard of a new size, and is drawn again.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const SLACK = 1.5;
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent?.trim() ?? "";
      if (element === null || text === "" || element.closest("style, script, title, [title], [data-gives-way]"))
        continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
      if (lines.length === 0 || getComputedStyle(element).visibility === "hidden") continue;
      // A line's box is taller than its letters.
      const letters = Number.parseFloat(getComputedStyle(element).fontSize) * 0.36;
      // What reaches out of a box that scrolls is scrolled to, whatever lies around that box.
      let [scrollsX, scrollsY] = [false, false];
      // The page itself scrolls, unless a dialog lies over it.
      for (let box: Element | null = element; box !== null && box !== document.body; box = box.parentElement) {
        const { overflowX, overflowY, position } = getComputedStyle(box);
        const { left, right, top, bottom, width, height } = box.getBoundingClientRect();
        // For screen readers only.
        if (width <= 1 && height <= 1) break;
        const scrolls = (overflow: string) => overflow === "auto" || overflow === "scroll";
        scrollsX ||= scrolls(overflowX);
        scrollsY ||= scrolls(overflowY);
        const hides = (overflow: string) => overflow === "hidden" || overflow === "clip";
        const cut = Math.max(
          ...lines.map((line) => {
            const middle = (line.top + line.bottom) / 2;
            return Math.max(
              hides(overflowX) && !scrollsX ? Math.max(left - line.left, line.right - right) : 0,
              hides(overflowY) && !scrollsY ? Math.max(top - (middle - letters), middle + letters - bottom) : 0,
            );
          }),
        );
        if (cut > SLACK) {
          found.push(`"${text}": ${Math.round(cut)} px`);
          break;
        }
        if (position === "fixed") break;
      }
    }
    return found;
  });
}
