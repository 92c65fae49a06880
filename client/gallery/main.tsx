// Shows one screen with made-up data: /gallery.html?screen=NAME&theme=dark|light&lang=de. Without a name: the list. Not part of the production build.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { openLanguage } from "../src/ui/language.ts";
import { UiProvider } from "../src/ui/ui-provider.tsx";

/** Every file in this folder whose name ends in -screens.tsx exports `screens`, name → what to draw. */
export type Screens = Readonly<Record<string, () => ReactNode>>;

const files = import.meta.glob<{ screens: Screens }>("./*-screens.tsx", { eager: true });
const screens: Screens = Object.assign({}, ...Object.values(files).map((file) => file.screens));

const asked = new URLSearchParams(location.search);
const name = asked.get("screen") ?? "";
const scheme = asked.get("theme") === "dark" ? "dark" : "light";
const Screen = screens[name] ?? ListOfScreens;

await openLanguage(asked.get("lang") ?? "en");
const router = createRouter({
  routeTree: createRootRoute({ component: () => <Screen />, notFoundComponent: () => <Screen /> }),
  history: createMemoryHistory({ initialEntries: ["/"] }),
});
const container = document.getElementById("root");
if (container === null) throw new Error("gallery.html has no #root");
createRoot(container).render(
  <UiProvider scheme={scheme}>
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>
  </UiProvider>,
);
document.documentElement.dataset.gallery = "ready";

function ListOfScreens() {
  return (
    <main style={{ padding: 32 }}>
      <h1>Screens</h1>
      <ul data-screens={Object.keys(screens).sort().join(" ")}>
        {Object.keys(screens)
          .sort()
          .map((each) => (
            <li key={each}>
              <a href={`?screen=${each}`}>{each}</a> · <a href={`?screen=${each}&theme=dark`}>dark</a> ·{" "}
              <a href={`?screen=${each}&lang=de`}>de</a>
            </li>
          ))}
      </ul>
    </main>
  );
}
