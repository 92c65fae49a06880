// Shows one screen with made-up data: /gallery.html?screen=NAME&theme=dark|light&lang=de. Without a name: the list. Not part of the production build.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { adoptLanguage, openLanguage } from "../src/ui/language.ts";
import { UiProvider } from "../src/ui/ui-provider.tsx";
import type { AskedScreen } from "./asked-screen.ts";

/** Every file in this folder whose name ends in -screens.tsx exports `screens`, name → what to draw. */
export type Screens = Readonly<Record<string, () => ReactNode>>;

const files = import.meta.glob<{ screens: Screens }>("./*-screens.tsx", { eager: true });
const screens: Screens = Object.assign({}, ...Object.values(files).map((file) => file.screens));

const container = document.getElementById("root");
if (container === null) throw new Error("gallery.html has no #root");
const root = createRoot(container);
let drawn = 0;

const address = new URLSearchParams(location.search);
const first: AskedScreen = {
  screen: address.get("screen") ?? "",
  theme: address.get("theme") === "dark" ? "dark" : "light",
  language: address.get("lang") === "de" ? "de" : "en",
};
await openLanguage(first.language);
window.turnTo = async (asked) => {
  await adoptLanguage(asked.language);
  await draw(asked);
};
await draw(first);
document.documentElement.dataset.gallery = "ready";

function draw({ screen, theme }: AskedScreen): Promise<void> {
  const Screen = screens[screen] ?? ListOfScreens;
  drawn += 1;
  return new Promise((resolve) => {
    const component = () => (
      <Framed onShown={resolve}>
        <Screen />
      </Framed>
    );
    const router = createRouter({
      routeTree: createRootRoute({ component, notFoundComponent: component }),
      history: createMemoryHistory({ initialEntries: ["/"] }),
    });
    root.render(
      <UiProvider key={drawn} scheme={theme}>
        <QueryClientProvider client={new QueryClient()}>
          <RouterProvider router={router as never} />
        </QueryClientProvider>
      </UiProvider>,
    );
  });
}

/** Tells when everything in it has been drawn. */
function Framed({ onShown, children }: { onShown: () => void; children: ReactNode }) {
  useEffect(() => {
    const frame = requestAnimationFrame(onShown);
    return () => cancelAnimationFrame(frame);
  }, [onShown]);
  return children;
}

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
