// Who comes back first after a crash has to wait for the dead owner's lease; who comes next waits for that room. By default the core
// gives up after half a second and makes a second room, which can never have the lease. Read when the core is loaded: import this first.
process.env.COLYSEUS_MAX_CONCURRENT_CREATE_ROOM_WAIT_TIME ??= "6";
