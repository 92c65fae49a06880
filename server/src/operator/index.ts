export { createProcessDescription } from "./describe-process.ts";
export { operatorRoutes } from "./operator-routes.ts";
