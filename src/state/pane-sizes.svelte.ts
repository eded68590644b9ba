// The sizes of the panes: what the user made them, kept in this browser.

const KEY = 'anyport-panes';

/** Shares of the room in percent, by the name of the pane. */
class PaneSizes {
  #shares: Readonly<Record<string, number>> = $state.raw(keptShares());

  /** The share of a pane; `usual` until the user has changed it. */
  share(pane: string, usual: number): number {
    return this.#shares[pane] ?? usual;
  }

  /** Changes a share while a separator is moved. */
  change(pane: string, share: number): void {
    this.#shares = { ...this.#shares, [pane]: share };
  }

  /** Goes back to the usual share. */
  reset(pane: string): void {
    const { [pane]: _, ...others } = this.#shares;
    this.#shares = others;
    this.keep();
  }

  /** Keeps the shares for the next visit. */
  keep(): void {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#shares));
    } catch {
      // A browser that keeps nothing still shows the sizes until the page is left.
    }
  }
}

function keptShares(): Record<string, number> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const entries = Object.entries(kept ?? {}).filter(
      ([, share]) => typeof share === 'number' && share > 0 && share < 100,
    );
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}

/** The pane sizes of the page. */
export const paneSizes = new PaneSizes();
