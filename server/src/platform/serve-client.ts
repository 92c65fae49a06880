// The built client, the pose models and the headers that keep a page to itself.
import { join } from "node:path";
import express, { type Application, type Request, type Response } from "express";

const YEAR_SECONDS = 31_536_000;
const DAY_SECONDS = 86_400;

/** Nothing is fetched from elsewhere; WebAssembly is allowed for the pose model; styles are written by the widgets. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self' blob: data:",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

export function setSafetyHeaders(app: Application, secure: boolean): void {
  app.disable("x-powered-by");
  app.use((_request: Request, response: Response, next: () => void) => {
    response.set({
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "permissions-policy": "camera=(self), microphone=(self), xr-spatial-tracking=(self), geolocation=()",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      ...(secure ? { "strict-transport-security": `max-age=${YEAR_SECONDS}` } : {}),
    });
    next();
  });
}

export function serveClient(
  app: Application,
  directories: { readonly client: string; readonly models: string | undefined },
): void {
  if (directories.models !== undefined) {
    app.use(
      "/models",
      express.static(directories.models, { maxAge: DAY_SECONDS * 1000, index: false, fallthrough: false }),
    );
  }
  const { client } = directories;
  app.use(
    "/assets",
    express.static(join(client, "assets"), { immutable: true, maxAge: YEAR_SECONDS * 1000, fallthrough: false }),
  );
  app.use(express.static(client, { index: false }));
  // Every other address is a page of the one client.
  app.get("/{*page}", (_request: Request, response: Response) => {
    // From a root: a whole path would be refused where the clone lies below a hidden folder.
    response.set("cache-control", "no-cache").sendFile("index.html", { root: client });
  });
}
