// The ways in which a script could reach another origin, tried in a page or a worker, and what the browser refuses of them.
import type { Page } from '@playwright/test';

/** A page or a worker. */
type Place = Pick<Page, 'evaluate'>;

/** A way out, and the directive that must refuse it. */
interface Way {
  directive: string;
  /** Runs in the browser, so it uses nothing from around it. Returns nothing, because what it makes stays there. */
  take: (place: Place, url: string) => Promise<void>;
}

function call(directive: string, script: (url: string) => void): Way {
  return { directive, take: (place, url) => place.evaluate(script, url) };
}

/** An element with the address in one of its attributes. */
function element(
  directive: string,
  name: string,
  attribute: string,
  others: Record<string, string> = {},
): Way {
  const add = ({ name, attributes }: { name: string; attributes: Record<string, string> }) => {
    const added = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) added.setAttribute(attribute, value);
    document.body.append(added);
  };
  return {
    directive,
    take: (place, url) => place.evaluate(add, { name, attributes: { ...others, [attribute]: url } }),
  };
}

/** From a worker, by the name that is asked of the other origin. */
export const waysOfWorker: Readonly<Record<string, Way>> = {
  fetch: call('connect-src', (url) => void fetch(url, { mode: 'no-cors' }).catch(() => {})),
  xhr: call('connect-src', (url) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.send();
  }),
  socket: call('connect-src', (url) => void new WebSocket(url.replace('http', 'ws'))),
  events: call('connect-src', (url) => void new EventSource(url)),
  import: call('script-src-elem', (url) => void import(url).catch(() => {})),
  // A worker of another origin is refused everywhere, policy or not; one of this origin could lead there.
  worker: call('worker-src', (url) => {
    const script = new Blob([`try { importScripts(${JSON.stringify(url)}) } catch {}`]);
    new Worker(URL.createObjectURL(script));
  }),
};

/** From a page. */
export const waysOfPage: Readonly<Record<string, Way>> = {
  ...waysOfWorker,
  beacon: call('connect-src', (url) => void navigator.sendBeacon(url)),
  image: element('img-src', 'img', 'src'),
  frame: element('frame-src', 'iframe', 'src'),
  script: element('script-src-elem', 'script', 'src'),
  style: element('style-src-elem', 'link', 'href', { rel: 'stylesheet' }),
  preload: element('connect-src', 'link', 'href', { rel: 'preload', as: 'fetch' }),
  prefetch: element('default-src', 'link', 'href', { rel: 'prefetch' }),
  sound: element('media-src', 'audio', 'src'),
  object: element('object-src', 'object', 'data'),
  form: call('form-action', (url) => {
    const form = document.createElement('form');
    form.action = url;
    document.body.append(form);
    form.requestSubmit();
  }),
};

/** The browser's word on what it refused, noted in the place itself. */
interface WithRefusals {
  refusals: { directive: string; blocked: string }[];
}

/** Takes every way to `foreign`, an address with a slash at the end; each asks for its own name below it. */
export async function takeAll(
  place: Place,
  ways: Readonly<Record<string, Way>>,
  foreign: string,
): Promise<void> {
  await place.evaluate(() => {
    const refusals: WithRefusals['refusals'] = [];
    addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI } = event as SecurityPolicyViolationEvent;
      refusals.push({ directive: effectiveDirective, blocked: blockedURI });
    });
    (globalThis as unknown as WithRefusals).refusals = refusals;
  });
  for (const [name, way] of Object.entries(ways)) await way.take(place, foreign + name);
}

/** The ways that the browser has refused since they were taken, with the directive it named for each. */
export async function refused(place: Place): Promise<Record<string, string>> {
  const refusals = await place.evaluate(() => (globalThis as unknown as WithRefusals).refusals);
  return Object.fromEntries(
    refusals.map(({ directive, blocked }) => {
      // Of a frame, an object and a worker it names only the origin or the scheme.
      const [, name = directive.replace('-src', '')] = /\/\/.+\/(\w+)\??$/.exec(blocked) ?? [];
      return [name, directive];
    }),
  );
}

/** What `refused` must come to. */
export function directivesOf(ways: Readonly<Record<string, Way>>): Record<string, string> {
  return Object.fromEntries(Object.entries(ways).map(([name, { directive }]) => [name, directive]));
}
