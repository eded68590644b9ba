// Starts the page: what the browser lacks is said, what was typed comes back.

import { mount } from 'svelte';
import { m } from './words/compiled/notices.js';
import App from './ui/App.svelte';
import { ProjectStore } from './storage/project-store.ts';
import { Playground } from './state/playground.svelte.ts';
import { keepShell } from './clients/shell-update.ts';
import { missingFeatures } from './ui/shell/feature-check.ts';
import './ui/shell/tokens.css';
import './ui/shell/style.css';

/** A visitor who does not build has the page for later all the same. In milliseconds. */
const longestWait = 15_000;

void start(document.getElementById('app')!);

async function start(target: HTMLElement): Promise<void> {
  const missing = missingFeatures();
  if (missing.length > 0) {
    target.replaceChildren(refusal(missing));
    return;
  }
  const drafts = new ProjectStore();
  const playground = new Playground(await drafts.load());
  void drafts.refused.then(() => playground.notify({ text: m.draft_not_kept() }));
  target.replaceChildren();
  mount(App, { target, props: { playground, drafts } });
  await whenLineIsFree(playground);
  keepShell((start) =>
    playground.notify({
      text: m.new_version(),
      action: { caption: m.reload(), start },
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
  text.textContent = m.lacks({ features: missing.join(', ') });
  return text;
}
