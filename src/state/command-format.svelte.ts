// The format in which the build command shows: the one chosen last, in this browser.

import { COMMAND_FORMATS, type CommandFormat } from '../export/command-formats.ts';

const KEY = 'anyport-command-format';

/** The chosen format, the same wherever the command shows. */
class CommandFormatState {
  #id = $state(keptId());

  get current(): CommandFormat {
    return COMMAND_FORMATS.find(({ id }) => id === this.#id) ?? COMMAND_FORMATS[0]!;
  }

  choose(id: string): void {
    this.#id = id;
    try {
      localStorage.setItem(KEY, id);
    } catch {
      // A browser that keeps nothing still shows the format until the page is left.
    }
  }
}

function keptId(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The format of the build command. */
export const commandFormat = new CommandFormatState();
