// What the demonstration's own server takes over from its surroundings: where programs are, and nothing else. Whatever a
// clinic configured on this machine (its database, Redis, address, certificate) is neither touched nor shown.
const TAKEN_OVER = [
  "ENSEMBLE_CACHE_DIR",
  "ENSEMBLE_POSTGRES_BIN",
  "ENSEMBLE_MODELS_DIR",
  "MEDIASOUP_WORKER_BIN",
  "COLYSEUS_TRANSPORT",
  "LOG_LEVEL",
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** `directory` holds all that the server writes. */
export function ownServerEnvironment(surroundings: Environment, directory: string): Environment {
  return {
    LOG_LEVEL: "error",
    ...Object.fromEntries(TAKEN_OVER.flatMap((name) => (surroundings[name] ? [[name, surroundings[name]]] : []))),
    PORT: "0",
    ENSEMBLE_DATA_DIR: directory,
    ENSEMBLE_DEMO: "1",
    ENSEMBLE_DEMO_SESSION: "0",
  };
}
