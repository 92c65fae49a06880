// What axe finds wrong with the page as it stands. In the page itself and violations only: we have no frames, and finding a name for
// every element that is right takes longer than judging it.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** axe is half a megabyte, and stays on a page that has it. */
const NOTHING_MORE = "0";

/** What axe fetches before it looks: it would read all style sheets too, for a rule that is an experiment and not asked. */
const FETCHED = { assets: ["media"] };

/** `only`: rules or tags; without it everything axe knows. */
export async function findBarriers(page: Page, only?: { type: "rule" | "tag"; values: string[] }) {
  const there = await page.evaluate(() => "axe" in window);
  const builder = new AxeBuilder({ page, ...(there ? { axeSource: NOTHING_MORE } : {}) }).setLegacyMode();
  builder.options({ resultTypes: ["violations"], preload: FETCHED, ...(only === undefined ? {} : { runOnly: only }) });
  return (await builder.analyze()).violations;
}
