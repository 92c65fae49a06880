import { describe, expect, it } from "vitest";
import { computePlaces, placesAsEnvironment } from "./directories.mjs";

const surroundings = {
  env: {},
  isRoot: false,
  home: "/home/maria",
  clone: "/home/maria/ensemble",
  platform: "linux",
  arch: "x64",
  versions: { mediasoup: "3.27.1", postgres: "18.4.0" },
};

describe("places", () => {
  it("of an ordinary user lie in the home", () => {
    const places = computePlaces(surroundings);
    expect(places.cacheDirectory).toBe("/home/maria/.cache/ensemble");
    expect(places.dataDirectory).toMatch(/^\/home\/maria\/\.local\/share\/ensemble\/[0-9a-f]{8}$/);
    expect(places.mediaWorker).toBe("/home/maria/.cache/ensemble/mediasoup-worker-3.27.1-linux-x64/mediasoup-worker");
    expect(places.postgresBin).toBe("/home/maria/.cache/ensemble/postgres-18.4.0-linux-x64/bin");
  });

  it("of root lie in /var, where the database's user can reach them", () => {
    const places = computePlaces({ ...surroundings, isRoot: true, home: "/root" });
    expect(places.cacheDirectory).toBe("/var/cache/ensemble");
    expect(places.dataDirectory).toMatch(/^\/var\/lib\/ensemble\/[0-9a-f]{8}$/);
  });

  it("follow the XDG directories, but not relative ones", () => {
    const env = { XDG_CACHE_HOME: "/big/cache", XDG_DATA_HOME: "relative" };
    const places = computePlaces({ ...surroundings, env });
    expect(places.cacheDirectory).toBe("/big/cache/ensemble");
    expect(places.dataDirectory).toMatch(/^\/home\/maria\/\.local\/share\/ensemble\//);
  });

  it("differ in their data between two clones and share the cache", () => {
    const one = computePlaces(surroundings);
    const other = computePlaces({ ...surroundings, clone: "/home/maria/second" });
    expect(other.dataDirectory).not.toBe(one.dataDirectory);
    expect(other.cacheDirectory).toBe(one.cacheDirectory);
  });

  it("are what the environment names, seen from the clone", () => {
    const env = {
      ENSEMBLE_DATA_DIR: "/srv/ensemble",
      ENSEMBLE_CACHE_DIR: "cache",
      MEDIASOUP_WORKER_BIN: "/opt/worker",
    };
    const places = computePlaces({ ...surroundings, env });
    expect(places.dataDirectory).toBe("/srv/ensemble");
    expect(places.modelsDirectory).toBe("/home/maria/ensemble/cache/pose-models");
    expect(places.mediaWorker).toBe("/opt/worker");
  });

  it("stay the same when a child process reads them from its environment", () => {
    const places = computePlaces(surroundings);
    const inChild = computePlaces({
      ...surroundings,
      env: placesAsEnvironment(places),
      home: "/elsewhere",
      isRoot: true,
    });
    expect(inChild).toEqual(places);
  });
});
