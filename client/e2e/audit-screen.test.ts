// The audit log as assistive technology is told it: columns where there is room for them, else a list; never a table in pieces.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { AUDIT_LOG } from "../gallery/fixture-audit.ts";
import { type Gallery, openGallery } from "./support/open-gallery.ts";
import { PATIENCE } from "./support/patience.ts";

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

it("is a table with columns on a wide window, and on a narrow one a list that says the same", async () => {
  const { page } = gallery;
  await gallery.show("audit");
  const table = page.getByRole("table", { name: "Entries" });
  await table.waitFor();
  expect(await table.getByRole("columnheader").count()).toBe(4);
  const rows = await table.getByRole("row").allTextContents();
  expect(rows).toHaveLength(AUDIT_LOG.entries.length + 1);
  expect(await table.getByRole("row").nth(1).getByRole("cell").count()).toBe(4);
  await page.setViewportSize({ width: 500, height: 900 });
  await vi.waitFor(async () => expect(await page.getByRole("table").count()).toBe(0), PATIENCE);
  const items = page.getByRole("list", { name: "Entries" }).getByRole("listitem");
  expect(await items.allTextContents()).toEqual(rows.slice(1));
});
