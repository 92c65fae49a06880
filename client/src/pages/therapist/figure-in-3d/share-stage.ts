// The one stage of all places that show a figure in 3D: opened for the first of them, closed with the last.
export interface SharedStage<Stage> {
  /** Rejects where the stage cannot be opened; whoever borrowed gives back all the same. */
  readonly borrow: () => Promise<Stage>;
  readonly giveBack: () => void;
}

export function shareStage<Stage extends { readonly dispose: () => void }>(
  open: () => Promise<Stage>,
): SharedStage<Stage> {
  let opened: Promise<Stage> | undefined;
  let borrowers = 0;
  return {
    borrow: () => {
      borrowers += 1;
      opened ??= open();
      return opened;
    },
    giveBack: () => {
      borrowers -= 1;
      if (borrowers > 0) return;
      const last = opened;
      opened = undefined;
      // Also one that is still being opened.
      last?.then(
        (stage) => stage.dispose(),
        () => undefined,
      );
    },
  };
}
