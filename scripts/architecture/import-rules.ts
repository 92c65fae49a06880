// Who may import whom, as data. The reasons are the architecture: see ARCHITECTURE.md.
import type { IForbiddenRuleType } from "dependency-cruiser";

/** Tests may reach inside what they test. */
const TESTS = "\\.test\\.tsx?$";

/** Inside shared, from the bottom up: what each folder may import besides itself. `protocol` may import all of them. */
const SHARED_LAYERS: Readonly<Record<string, readonly string[]>> = {
  geometry: [],
  movement: ["geometry"],
  exercise: ["geometry", "movement"],
  // Games are readings of a session, never the other way round.
  games: ["geometry", "movement", "exercise", "session"],
  session: ["geometry", "movement", "exercise"],
  care: [],
};

const ANY_PACKAGE = "(^|/)node_modules/(?!@ensemble/)";
const packageNamed = (name: string) => `(^|/)node_modules/${name}/`;

export const IMPORT_RULES: readonly IForbiddenRuleType[] = [
  {
    name: "no cycles",
    from: {},
    to: { circular: true },
  },
  {
    name: "shared imports nothing of ours",
    from: { path: "^shared/src/" },
    to: { path: "^(server|media|client|scripts)/" },
  },
  {
    name: "the pure core imports no package",
    from: { path: "^shared/src/(geometry|movement|exercise)/", pathNot: TESTS },
    to: { path: ANY_PACKAGE },
  },
  ...Object.entries(SHARED_LAYERS).map(
    ([layer, below]): IForbiddenRuleType => ({
      name: `shared/${layer} imports only ${[layer, ...below].join(", ")}`,
      from: { path: `^shared/src/${layer}/`, pathNot: TESTS },
      to: { path: "^shared/src/", pathNot: `^shared/src/(${[layer, ...below].join("|")})/` },
    }),
  ),
  {
    name: "server meets media and client only in shared",
    from: { path: "^server/src/", pathNot: ["^server/src/app\\.ts$", TESTS] },
    to: { path: "^(media|client)/" },
  },
  {
    name: "the server's app may build an in-process media node and nothing else of the others",
    from: { path: "^server/src/app\\.ts$" },
    to: { path: "^(media|client)/", pathNot: "^media/src/index\\.ts$" },
  },
  {
    name: "media meets server and client only in shared",
    from: { path: "^media/src/" },
    to: { path: "^(server|client)/" },
  },
  {
    name: "client meets server and media only in shared",
    from: { path: "^client/src/" },
    to: { path: "^(server|media)/" },
  },
  {
    name: "a server module is entered by its index.ts",
    from: { path: "^server/src/([^/]+)", pathNot: TESTS },
    to: {
      path: "^server/src/[^/]+/",
      pathNot: ["^server/src/$1/", "^server/src/platform/", "^server/src/[^/]+/index\\.ts$"],
    },
  },
  {
    // Types are erased and bring no behaviour along.
    name: "rules import only rules, shared and types",
    from: { path: "-rules\\.tsx?$", pathNot: TESTS },
    to: { pathNot: ["-rules\\.tsx?$", "^shared/src/"], dependencyTypesNot: ["type-only"] },
  },
  {
    name: "only stores and platform touch the database",
    from: { path: "^server/src/", pathNot: ["-store\\.ts$", "^server/src/platform/", TESTS] },
    to: { path: [packageNamed("(@prisma|pg)"), "^server/src/platform/generated/"] },
  },
  {
    name: "only rooms and app touch Colyseus",
    from: { path: "^(server|media)/src/", pathNot: ["^server/src/(rooms/|app\\.ts$)", TESTS] },
    to: { path: packageNamed("@colyseus/(?!sdk/|schema/)[^/]+") },
  },
  {
    name: "only the rooms and their clients know Colyseus's state and connection",
    from: {
      path: "^(server|client|media)/src/",
      pathNot: ["^server/src/(rooms|demo)/", "^client/src/connection/", TESTS],
    },
    to: { path: packageNamed("@colyseus/(sdk|schema)") },
  },
  {
    name: "only media touches mediasoup",
    from: { pathNot: ["^media/", "(^|/)node_modules/", "^scripts/setup/media-worker/"] },
    to: { path: packageNamed("mediasoup") },
  },
  {
    name: "only the media node's recording writes WebM",
    from: { path: "^(server|client|media)/src/", pathNot: ["^media/src/recording/", TESTS] },
    to: { path: packageNamed("mediabunny") },
  },
  {
    name: "only the client's call touches mediasoup-client",
    from: { path: "^(server|client|media)/src/", pathNot: ["^client/src/call/", TESTS] },
    to: { path: packageNamed("mediasoup-client") },
  },
  {
    name: "only scene, xr and games draw with Babylon",
    from: { path: "^(server|client|media)/src/", pathNot: ["^client/src/(scene|xr|games)/", TESTS] },
    to: { path: packageNamed("@babylonjs") },
  },
  {
    name: "only the camera touches MediaPipe",
    from: { path: "^(server|client|media)/src/", pathNot: ["^client/src/camera/", TESTS] },
    to: { path: packageNamed("@mediapipe") },
  },
];
