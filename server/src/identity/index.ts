export { createIdentify } from "./identify.ts";
export { identityRoutes } from "./identity-routes.ts";
export type { Identity, Person } from "./person.ts";
export { checkFieldKey, createPersonStore, type PersonStore } from "./person-store.ts";
export { createSignInStore } from "./sign-in-store.ts";
