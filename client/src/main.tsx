// The page's start: words first, then theme, cache and router around whatever page the address names.
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { createQueries } from "./pages/queries.ts";
import { createAppRouter } from "./router.tsx";
import { openLanguage } from "./ui/language.ts";
import { isServerThere, reloadForParts } from "./ui/reload-for-parts.ts";
import { retryStyleSheets } from "./ui/retry-style-sheets.ts";
import { UiProvider } from "./ui/ui-provider.tsx";

const container = document.getElementById("root");
if (container === null) throw new Error("index.html has no #root");

retryStyleSheets(document);
reloadForParts({
  window,
  storage: sessionStorage,
  nowMs: () => Date.now(),
  isServerThere,
  reload: () => location.reload(),
});
await openLanguage();
createRoot(container).render(
  <UiProvider>
    <QueryClientProvider client={createQueries()}>
      <RouterProvider router={createAppRouter()} />
    </QueryClientProvider>
  </UiProvider>,
);
