// The screen of the terminal: xterm.js, loaded when a terminal is opened.
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal, type ILinkProvider, type ITheme } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { Screen, TerminalState } from '../../state/terminal-state.svelte.ts';

/** A screen in an element of the page. Whoever makes it disposes it. */
export class XtermScreen implements Screen {
  readonly xterm: Terminal;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon();
  readonly #detach: () => void;
  readonly #ending = new AbortController();
  #wasEscape = false;
  lastInput = 0;

  /** Draws into `element`, and passes what is typed there to the terminal. */
  constructor(element: HTMLElement, terminal: TerminalState) {
    this.xterm = new Terminal({
      allowProposedApi: false,
      convertEol: true,
      fontFamily: styleOf(element, '--mono'),
      fontSize: 12,
      lineHeight: 1.25,
      scrollback: 10_000,
      theme: themeOf(element),
      windowOptions: { getWinSizeChars: true },
    });
    this.xterm.loadAddon(this.#fit);
    this.xterm.loadAddon(this.#search);
    this.xterm.open(element);
    this.#fit.fit();
    this.xterm.onData((data) => terminal.input(data));
    // A program that draws the whole screen wants every key.
    this.xterm.buffer.onBufferChange(({ type }) => (terminal.isRaw = type === 'alternate'));
    this.xterm.attachCustomKeyEventHandler((event) => this.#isForProgram(event, terminal));
    const { signal } = this.#ending;
    for (const type of ['keydown', 'pointerdown'])
      addEventListener(type, ({ timeStamp }) => (this.lastInput = timeStamp), { capture: true, signal });
    this.#detach = terminal.attach(this);
  }

  get column(): number {
    return this.xterm.buffer.active.cursorX;
  }

  get columns(): number {
    return this.xterm.cols;
  }

  get rows(): number {
    return this.xterm.rows;
  }

  write(bytes: Uint8Array, done: () => void): void {
    this.xterm.write(bytes, done);
  }

  clear(): void {
    this.xterm.reset();
  }

  restore(): void {
    const leaveAlternate = this.xterm.buffer.active.type === 'alternate' ? '\x1b[?1049l' : '';
    // Soft reset (DECSTR), and the modes it leaves: mouse, bracketed paste, focus.
    this.xterm.write(`${leaveAlternate}\x1b[!p\x1b[?1000;1002;1003;1004;1006;2004l\x1b[?25h`);
  }

  focus(): void {
    this.xterm.focus();
  }

  /** Takes the size that the element has now. */
  fit(): void {
    this.#fit.fit();
  }

  /** Takes the colours that the page has now. */
  recolour(element: HTMLElement): void {
    this.xterm.options.theme = themeOf(element);
  }

  /** Announces output, and offers the lines to screen readers. */
  set isForReaders(isOn: boolean) {
    this.xterm.options.screenReaderMode = isOn;
  }

  /** Marks what provides links. */
  addLinks(provider: ILinkProvider): void {
    this.xterm.registerLinkProvider(provider);
  }

  /** Selects the next match above or below, and shows it. */
  find(text: string, way: 'next' | 'previous'): void {
    if (way === 'next') this.#search.findNext(text);
    else this.#search.findPrevious(text);
  }

  /** All lines, those that have scrolled off included. */
  get text(): string {
    const { active } = this.xterm.buffer;
    const lines: string[] = [];
    for (let row = 0; row < active.length; row++) {
      const line = active.getLine(row);
      const text = line?.translateToString(true) ?? '';
      if (line?.isWrapped && lines.length > 0) lines.push(lines.pop() + text);
      else lines.push(text);
    }
    return lines.join('\n').trimEnd() + '\n';
  }

  dispose(): void {
    this.#detach();
    this.#ending.abort();
    this.xterm.dispose();
  }

  /** Keys that are the browser's: those that copy and paste, and Tab where it leaves the terminal. */
  #isForProgram(event: KeyboardEvent, terminal: TerminalState): boolean {
    if (event.type !== 'keydown') return true;
    const { key, ctrlKey, shiftKey, altKey, metaKey } = event;
    const wasEscape = this.#wasEscape;
    this.#wasEscape = key === 'Escape';
    if (key === 'Tab' && !ctrlKey && !altKey && !metaKey)
      return !shiftKey && !wasEscape && terminal.foreground?.takesTab === true;
    if (!ctrlKey || altKey) return true;
    const letter = key.toLowerCase();
    if (letter === 'v') return false;
    if (letter === 'c' && (shiftKey || this.xterm.hasSelection())) {
      void navigator.clipboard.writeText(this.xterm.getSelection());
      this.xterm.clearSelection();
      event.preventDefault();
      return false;
    }
    return true;
  }
}

function styleOf(element: HTMLElement, name: string): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/** A colour as the browser computes it: xterm knows neither variables nor light-dark(). */
function colourOf(element: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** The sixteen colours, each dark or light enough for its ground (WCAG 2.2, 1.4.3). */
function themeOf(element: HTMLElement): ITheme {
  const isDark = isDarkGround(element);
  const colours = isDark ? dark : light;
  return {
    ...colours,
    background: colourOf(element, '--editor'),
    foreground: colourOf(element, '--text'),
    cursor: colourOf(element, '--accent'),
    cursorAccent: colourOf(element, '--editor'),
    selectionBackground: isDark ? '#2f5666' : '#b9dfec',
  };
}

/** Whether the ground is darker than the text. */
function isDarkGround(element: HTMLElement): boolean {
  const [red = 255] = (/\d+/.exec(colourOf(element, '--editor')) ?? ['255']).map(Number);
  return red < 128;
}

const dark: ITheme = {
  black: '#5c6975',
  red: '#ff8f85',
  green: '#7fd39a',
  yellow: '#e6b566',
  blue: '#7fb2ff',
  magenta: '#d9a3ff',
  cyan: '#5cc8e8',
  white: '#e1e7ed',
  brightBlack: '#8b98a4',
  brightRed: '#ffb3ab',
  brightGreen: '#a6e6b9',
  brightYellow: '#f4d39b',
  brightBlue: '#aecfff',
  brightMagenta: '#e8c9ff',
  brightCyan: '#9fe2f5',
  brightWhite: '#ffffff',
};

const light: ITheme = {
  black: '#1b2127',
  red: '#b3261e',
  green: '#1a6b3c',
  yellow: '#8a5300',
  blue: '#1f5bb5',
  magenta: '#8527b0',
  cyan: '#0b6580',
  white: '#5d6a75',
  brightBlack: '#55626e',
  brightRed: '#c5352c',
  brightGreen: '#217a46',
  brightYellow: '#946000',
  brightBlue: '#2a68c4',
  brightMagenta: '#9436c0',
  brightCyan: '#0f7391',
  brightWhite: '#3a444d',
};
