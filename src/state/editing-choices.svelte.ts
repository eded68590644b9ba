// What the user wants done by itself: formatting when he saves, vet before a build. Kept in this browser.

const KEY = 'anyport-editing';

/** The choices by name. */
export type EditingChoice = 'formatOnSave' | 'vetBeforeBuild';

/** What is done by itself; nothing at first. */
export class EditingChoices {
  #chosen: ReadonlySet<string> = $state.raw(kept());

  has(choice: EditingChoice): boolean {
    return this.#chosen.has(choice);
  }

  toggle(choice: EditingChoice): void {
    const chosen = new Set(this.#chosen);
    if (!chosen.delete(choice)) chosen.add(choice);
    this.#chosen = chosen;
    try {
      localStorage.setItem(KEY, [...chosen].join(' '));
    } catch {
      // A browser that keeps nothing has the choice until the page is left.
    }
  }
}

function kept(): ReadonlySet<string> {
  try {
    return new Set((localStorage.getItem(KEY) ?? '').split(' ').filter(Boolean));
  } catch {
    return new Set();
  }
}
