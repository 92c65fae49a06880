// Which cameras and microphones can be chosen. Browsers give the names only after permission.
export interface Device {
  readonly id: string;
  /** Empty while the browser hides it. */
  readonly name: string;
}
export interface Devices {
  readonly cameras: readonly Device[];
  readonly microphones: readonly Device[];
}

export async function listDevices(): Promise<Devices> {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  const of = (kind: MediaDeviceKind): Device[] =>
    devices.filter((device) => device.kind === kind).map((device) => ({ id: device.deviceId, name: device.label }));
  return { cameras: of("videoinput"), microphones: of("audioinput") };
}
