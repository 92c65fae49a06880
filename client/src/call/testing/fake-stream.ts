// A camera's stream with a picture and a sound that can end.
class FakeTrack extends EventTarget {
  readonly kind: "video" | "audio";
  readyState: "live" | "ended" = "live";
  constructor(kind: "video" | "audio") {
    super();
    this.kind = kind;
  }
  end(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
}

export class FakeStream {
  readonly tracks = [new FakeTrack("video"), new FakeTrack("audio")];
  getTracks(): readonly FakeTrack[] {
    return this.tracks;
  }
}
