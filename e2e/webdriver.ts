// A browser driven by plain W3C WebDriver requests (https://www.w3.org/TR/webdriver2/), for browsers that speak nothing else.
import { setTimeout } from 'node:timers/promises';

/** The name of a reference to an element in the protocol (section 12.1). */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** Keys without a character (section 17.4.2). */
const control = '\uE009';
export const enter = '\uE007';

interface Answer {
  value: unknown;
}

/** A window of a browser. Whoever has opened it closes it. */
export class WebDriver {
  private constructor(private readonly session: string) {}

  /** Starts a browser. `driver` is where the driver listens, without a slash at the end; it may still be starting. */
  static async open(driver: string, capabilities: object): Promise<WebDriver> {
    const isReady = () =>
      fetch(`${driver}/status`)
        .then(({ ok }) => ok)
        .catch(() => false);
    for (let tries = 0; !(await isReady()); tries++) {
      if (tries === 600) throw new Error(`nothing answers at ${driver}`);
      await setTimeout(100);
    }
    const opened = await send('POST', `${driver}/session`, { capabilities: { alwaysMatch: capabilities } });
    const { sessionId } = opened as { sessionId: string };
    return new WebDriver(`${driver}/session/${sessionId}`);
  }

  close(): Promise<unknown> {
    return send('DELETE', this.session);
  }

  goto(url: string): Promise<unknown> {
    return send('POST', `${this.session}/url`, { url });
  }

  /** Clicks the element of an XPath expression. */
  async clickXPath(value: string): Promise<void> {
    await this.#clickOn({ using: 'xpath', value });
  }

  async click(selector: string): Promise<void> {
    await this.#clickOn({ using: 'css selector', value: selector });
  }

  /** Selects what is in an element and types over it. */
  async typeOver(selector: string, text: string): Promise<void> {
    await this.#run('document.querySelector(arguments[0]).focus()', selector);
    await this.#keys([...down(control), ...press('a'), ...up(control)]);
    await this.press(text);
  }

  /** Types into what has the focus. */
  press(text: string): Promise<void> {
    return this.#keys([...text].flatMap(press));
  }

  /** Waits until the text of an element matches, and gives the text. @throws Error with the text after that many milliseconds. */
  async untilText(selector: string, pattern: RegExp, patience: number): Promise<string> {
    const end = Date.now() + patience;
    for (;;) {
      const text = String(
        await this.#run('return document.querySelector(arguments[0])?.innerText', selector),
      ).trim();
      if (pattern.test(text)) return text;
      if (Date.now() > end) throw new Error(`${selector} says ${JSON.stringify(text)}, not ${pattern}`);
      await setTimeout(100);
    }
  }

  /** Waits until there is an element. */
  async untilThere(selector: string, patience: number): Promise<void> {
    const end = Date.now() + patience;
    while (!(await this.#run('return document.querySelector(arguments[0]) !== null', selector))) {
      if (Date.now() > end) throw new Error(`there is no ${selector}`);
      await setTimeout(100);
    }
  }

  async #clickOn(locator: { using: string; value: string }): Promise<void> {
    const found = (await send('POST', `${this.session}/element`, locator)) as Record<string, string>;
    await send('POST', `${this.session}/element/${found[elementKey]}/click`, {});
  }

  #run(script: string, ...args: unknown[]): Promise<unknown> {
    return send('POST', `${this.session}/execute/sync`, { script, args });
  }

  async #keys(actions: object[]): Promise<void> {
    await send('POST', `${this.session}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }
}

const down = (value: string) => [{ type: 'keyDown', value }];
const up = (value: string) => [{ type: 'keyUp', value }];
const press = (value: string) => [...down(value), ...up(value)];

/** @throws Error with what the driver says when it cannot do that. */
async function send(method: string, url: string, body?: object): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method, ...(body && { headers, body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as Answer;
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}
