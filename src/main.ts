// Starts the page: what the browser lacks is said, what was typed comes back.

import { mount } from 'svelte';
import App from './ui/App.svelte';
import { DraftStore } from './storage/draft.ts';
import { Playground } from './state/playground.svelte.ts';
import { keepShell } from './clients/shell-update.ts';
import { missingFeatures } from './ui/shell/feature-check.ts';
import './ui/shell/tokens.css';
import './ui/shell/style.css';

/** A visitor who does not build has the page for later all the same. In milliseconds. */
const longestWait = 15_000;

const NOT_KEPT =
  'This browser keeps nothing for this page (a private window?). Everything works, but a reload loses your text.';

void start(document.getElementById('app')!);

async function start(target: HTMLElement): Promise<void> {
  const missing = missingFeatures();
  if (missing.length > 0) {
    target.replaceChildren(refusal(missing));
    return;
  }
  const drafts = new DraftStore();
  const playground = new Playground(await drafts.load());
  void drafts.refused.then(() => playground.notify({ text: NOT_KEPT }));
  target.replaceChildren();
  mount(App, { target, props: { playground, drafts } });
  await whenLineIsFree(playground);
  keepShell((start) =>
    playground.notify({
      text: 'A new version of this page is ready. It starts once all its tabs are closed, or now.',
      action: { caption: 'Reload', start },
    }),
  );
}

/** On a first visit the line is the build's; what only a later visit needs can wait. */
async function whenLineIsFree(playground: Playground): Promise<void> {
  if (navigator.serviceWorker?.controller) return;
  const patience = new Promise((resolve) => setTimeout(resolve, longestWait));
  await Promise.race([playground.firstBuild, patience]);
}

function refusal(missing: string[]): HTMLElement {
  const text = document.createElement('p');
  text.className = 'fatal';
  text.setAttribute('role', 'alert');
  text.textContent = `Anyport cannot run in this browser. It lacks: ${missing.join(', ')}. A current Chrome, Edge, Firefox or Safari has them all.`;
  return text;
}
