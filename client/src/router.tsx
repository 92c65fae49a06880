// Which address shows which page. Every page is a chunk of its own; the session's heavy parts load inside the session page, or early while the home page is idle.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from "@tanstack/react-router";
import { readAuditSearch } from "./pages/audit/audit-address.ts";
import { readLibrarySearch } from "./pages/library/library-address.ts";
import { PageFailed } from "./ui/page-failed.tsx";
import { PageLoading } from "./ui/page-loading.tsx";

/** The router would load the page again by itself for a part that does not come, also without a line: that is decided in one place, reload-for-parts.ts. */
function failOpenly<Part>(load: () => Promise<Part>): () => Promise<Part> {
  return async () => {
    try {
      return await load();
    } catch (cause) {
      throw new Error("a page could not be loaded", { cause });
    }
  };
}

const root = createRootRoute({ component: Outlet });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(
    failOpenly(() => import("./pages/home/home-page.tsx")),
    "HomePage",
  ),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(
    failOpenly(() => import("./pages/sign-in/sign-in-page.tsx")),
    "SignInPage",
  ),
});

const signedOut = createRoute({
  getParentRoute: () => root,
  path: "/signed-out",
  component: lazyRouteComponent(
    failOpenly(() => import("./pages/sign-in/signed-out-page.tsx")),
    "SignedOutPage",
  ),
});

const session = createRoute({
  getParentRoute: () => root,
  path: "/session/$groupSessionId",
  component: lazyRouteComponent(
    failOpenly(() => import("./pages/session-page.tsx")),
    "SessionPage",
  ),
});

const summary = createRoute({
  getParentRoute: () => root,
  path: "/session/$groupSessionId/summary",
  component: lazyRouteComponent(
    failOpenly(() => import("./pages/summary/summary-page.tsx")),
    "SummaryPage",
  ),
});

const review = createRoute({
  getParentRoute: () => root,
  path: "/review/$groupSessionId/$participantId",
  component: lazyRouteComponent(
    failOpenly(() => import("./pages/review/review-page.tsx")),
    "ReviewPage",
  ),
});

const library = createRoute({
  getParentRoute: () => root,
  path: "/library",
  validateSearch: readLibrarySearch,
  component: lazyRouteComponent(
    failOpenly(() => import("./pages/library/library-page.tsx")),
    "LibraryPage",
  ),
});

const exercise = createRoute({
  getParentRoute: () => root,
  path: "/library/$exerciseId",
  component: lazyRouteComponent(
    failOpenly(() => import("./pages/library/exercise-page.tsx")),
    "ExercisePage",
  ),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(
    failOpenly(() => import("./pages/audit/audit-page.tsx")),
    "AuditPage",
  ),
});

const operator = createRoute({
  getParentRoute: () => root,
  path: "/operator",
  component: lazyRouteComponent(() => import("./pages/operator/operator-page.tsx"), "OperatorPage"),
});

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      signIn,
      signedOut,
      session,
      summary,
      review,
      library,
      exercise,
      audit,
      operator,
    ]),
    scrollRestoration: true,
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: () => <PageFailed />,
    defaultPreload: "intent",
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
