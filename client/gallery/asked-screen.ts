// What a gallery page can be asked to show, by its address or, once it is open, by whoever tests it.

export interface AskedScreen {
  readonly screen: string;
  readonly theme: "light" | "dark";
  readonly language: "en" | "de";
}

declare global {
  interface Window {
    /** Draws another screen from nothing, without loading the page anew; resolves when it stands there. */
    turnTo: (asked: AskedScreen) => Promise<void>;
  }
}
