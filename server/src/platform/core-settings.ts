// The room server's core reads these when it is loaded: import this first.
const SETTINGS = {
  // Who comes back first after a crash may have to wait for the dead owner's lease; who comes next waits for that room. By default
  // the core gives up after half a second and makes a second room, which can never have the lease. Seconds.
  COLYSEUS_MAX_CONCURRENT_CREATE_ROOM_WAIT_TIME: "6",
  // Another process that does not answer for this long is asked whether it lives, and then for this long once more. Milliseconds.
  COLYSEUS_PRESENCE_SHORT_TIMEOUT: "1000",
  // One that was taken for dead and is not lists its rooms again after this time. Milliseconds.
  COLYSEUS_SWEPT_CHECK_INTERVAL: "1000",
};
for (const [name, value] of Object.entries(SETTINGS)) process.env[name] ??= value;
