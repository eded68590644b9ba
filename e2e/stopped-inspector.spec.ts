// The promise that an inspector that dies says so in its place, whatever it was asked for.
import { foreignProgram, InspectorPage } from './inspector.ts';
import { expect, Playground, test } from './playground.ts';

/** Lets a test silence the page's workers and end them as a browser does that has no memory left. */
function holdWorkers(): void {
  const workers: Worker[] = [];
  let isSilent = false;
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
    if (!workers.includes(this)) workers.push(this);
    if (!isSilent) Reflect.apply(send, this, args);
  };
  addEventListener('silence', () => (isSilent = true));
  addEventListener('no-memory', () => {
    for (const worker of workers) worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
  });
}

const questions: [what: string, ask: (inspector: InspectorPage) => Promise<void>][] = [
  ['symbols', (inspector) => inspector.openPanel('Symbols')],
  ['bytes', (inspector) => inspector.openPanel('Hex')],
  ['the whole document', (inspector) => inspector.view.getByRole('button', { name: 'Export JSON' }).click()],
  ['another panel', (inspector) => inspector.openPanel('Sections')],
];

for (const [what, ask] of questions) {
  test(`it dies while it is asked for ${what}, and says so`, async ({ page }) => {
    await page.addInitScript(holdWorkers);
    await new Playground(page).open();
    const inspector = new InspectorPage(page);
    await inspector.drop('foreign.exe', foreignProgram());
    await expect(inspector.view.getByText(/PE32\+ executable \(console\) Aarch64/)).toBeVisible();
    await page.evaluate(() => dispatchEvent(new Event('silence')));
    await ask(inspector);
    await page.evaluate(() => dispatchEvent(new Event('no-memory')));
    await expect(inspector.alert).toContainText('The inspector has stopped');
  });
}
