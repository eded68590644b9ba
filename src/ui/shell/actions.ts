// Everything that can be done from anywhere, as one table: buttons, shortcuts and the command palette read it.
import { buildSource } from '../../state/build-source.ts';
import type { Place } from '../../state/address.ts';
import type { Playground } from '../../state/playground.svelte.ts';
import { theme } from '../../state/theme.svelte.ts';
import { EXAMPLES } from '../../project/examples.ts';
import { targetName } from '../../project/target.ts';
import { exampleTitle } from '../../words/example.ts';
import { m } from '../../words/compiled/shell.js';
import { ariaKeys, keysLabel } from './keys.ts';
import { PLACES } from './places.ts';

/** One thing that can be done. */
export interface Action {
  /** Unique in the table. */
  readonly id: string;
  readonly label: string;
  /** Combinations that do it, the one to be shown first; see keys.ts. */
  readonly keys?: readonly string[];
  /** False while there is nothing to do it with. */
  readonly isEnabled: boolean;
  readonly run: () => void;
}

/** What the shell does for actions: the parts that need its elements. */
export interface ShellParts {
  build(): void;
  runTestAtCursor(): void;
  /** Brings the results into sight. */
  showResults(): void;
  runProgram(): void;
  openPalette(): void;
  openSettings(): void;
  openShare(): void;
  openProjectMenu(): void;
  chooseTarget(): void;
  askForFileName(why: 'new' | 'rename'): void;
  pickBinary(): void;
  pickProject(): void;
  copyCommand(): void;
  downloadNewest(): void;
  closeInspected(): void;
  keep(): void;
}

const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

/** The table. It is computed anew when what it depends on changes. */
export function actionsOf(playground: Playground, parts: ShellParts): Action[] {
  return [
    ...buildActions(playground, parts),
    ...placeActions(playground),
    ...checkActions(playground, parts),
    ...fileActions(playground, parts),
    ...pageActions(parts),
  ];
}

function buildActions(playground: Playground, parts: ShellParts): Action[] {
  const { building, running } = playground;
  const hasBinary = building.finished.length > 0;
  return [
    action('build', m.build(), ['Mod+Enter', 'Shift+Enter'], parts.build),
    action('run', m.run_program(), ['Mod+Shift+Enter'], parts.runProgram),
    action('stop', m.stop_build(), ['Mod+.'], () => building.stop(), building.latest.status === 'building'),
    action(
      'stop-run',
      m.stop_run(),
      ['Mod+Shift+.'],
      () => running.stop(),
      running.latest.status === 'running',
    ),
    action('terminal', m.terminal(), ['Mod+`'], () => playground.terminal.toggle()),
    action('target', m.choose_target(), ['Alt+Shift+P'], parts.chooseTarget),
    action('settings', m.build_settings(), ['Mod+,'], parts.openSettings),
    action('share', m.share_project(), ['Alt+Shift+G'], parts.openShare),
    action('download', m.download_newest(), ['Alt+Shift+D'], parts.downloadNewest, hasBinary),
    action(
      'copy-command',
      m.copy_command(),
      ['Alt+Shift+Y'],
      parts.copyCommand,
      playground.command !== undefined,
    ),
  ];
}

function checkActions(playground: Playground, parts: ShellParts): Action[] {
  const { checks, manifest } = playground;
  const { vet, format, fix, testPrograms, testing, choices } = checks;
  const all = [vet, format, fix, testPrograms, testing.command];
  const shown = (start: () => void) => () => {
    parts.showResults();
    start();
  };
  const isTestFile = playground.project.open.path.endsWith('_test.go');
  const failed = testing.packages.some(({ status }) => status === 'fail') && !testing.command.isRunning;
  return [
    action(
      'test',
      m.run_tests(),
      ['Alt+Shift+U'],
      shown(() => void checks.runTests()),
    ),
    action(
      'test-failed',
      m.run_failed_tests(),
      ['Alt+Shift+J'],
      shown(() => void checks.runFailedTests()),
      failed,
    ),
    action('test-here', m.run_test_here(), ['Alt+Shift+X'], shown(parts.runTestAtCursor), isTestFile),
    action(
      'test-options',
      m.test_options(),
      ['Alt+Shift+O'],
      shown(() => testing.open()),
    ),
    action(
      'benchmarks',
      m.run_benchmarks(),
      ['Alt+Shift+B'],
      shown(() => void checks.runBenchmarks()),
    ),
    action(
      'test-programs',
      m.build_test_programs(),
      [],
      shown(() => void checks.buildTestPrograms()),
    ),
    action(
      'vet',
      m.vet(),
      ['Alt+Shift+V'],
      shown(() => void checks.runVet()),
    ),
    action('format', m.format(), ['Alt+Shift+F'], () => void checks.runFormat()),
    action(
      'fix',
      m.preview_fix(),
      [],
      shown(() => void checks.previewFix()),
      manifest?.tools['fix'] !== undefined,
    ),
    action(
      'stop-checks',
      m.stop_checks(),
      ['Alt+Shift+.'],
      () => all.forEach((command) => command.stop()),
      all.some((command) => command.isRunning),
    ),
    action(
      'format-on-save',
      choices.has('formatOnSave') ? m.format_on_save_off() : m.format_on_save_on(),
      [],
      () => choices.toggle('formatOnSave'),
    ),
    action(
      'vet-before-build',
      choices.has('vetBeforeBuild') ? m.vet_before_build_off() : m.vet_before_build_on(),
      [],
      () => choices.toggle('vetBeforeBuild'),
    ),
  ];
}

function placeActions(playground: Playground): Action[] {
  return PLACES.map(({ view, label, keys, isOfLink = false }) => {
    const isThere = !isOfLink || playground.link !== undefined;
    return action(
      `place-${view}`,
      m.go_to({ place: label() }),
      [keys],
      () => openPlace(playground, view),
      isThere,
    );
  });
}

/** Goes to a place as the rail does: to what is open there, and in the inspector to the newest binary if nothing is. */
export function openPlace({ place, inspection, building, link }: Playground, view: Place['view']): void {
  const [newest] = building.finished;
  if (view === 'code') place.go(place.code);
  else if (view === 'link') void (link && place.go({ view, link: link.fragment }));
  else if (view !== 'inspect') place.go({ view });
  else if (!inspection.shown && newest) void inspection.open(buildSource(newest));
  else if (place.at.view !== 'inspect') place.inspect('summary');
}

function fileActions(playground: Playground, parts: ShellParts): Action[] {
  const { files, open } = playground.project;
  const index = files.indexOf(open);
  const show = (by: number) => () => playground.project.openFile(files.at((index + by) % files.length)!.id);
  const hasOthers = files.length > 1;
  return [
    action('examples', m.project_menu(), ['Alt+Shift+E'], parts.openProjectMenu),
    action('open-project', m.open_project(), ['Mod+Shift+O'], parts.pickProject),
    action('inspect-file', m.inspect_file(), ['Mod+O'], parts.pickBinary),
    closeInspected(playground, parts),
    action('add-file', m.add_file(), ['Alt+Shift+L'], () => parts.askForFileName('new')),
    action('rename-file', m.rename_file({ path: open.path }), ['F2'], () => parts.askForFileName('rename')),
    action(
      'delete-file',
      m.delete_file({ path: open.path }),
      ['Alt+Shift+Delete'],
      () => playground.removeFile(open.id),
      hasOthers,
    ),
    action('next-file', m.next_file(), ['Alt+Shift+PageDown'], show(1), hasOthers),
    action('previous-file', m.previous_file(), ['Alt+Shift+PageUp'], show(-1), hasOthers),
    action('keep', m.keep(), ['Mod+S'], parts.keep),
  ];
}

/** Elsewhere its keys are the editor's, which looks for whole words with them. */
function closeInspected({ inspection, place }: Playground, parts: ShellParts): Action {
  const { shown } = inspection;
  const label = shown ? m.close_inspected({ name: shown.name }) : m.close_inspected_none();
  const keys = place.at.view === 'inspect' ? ['Alt+W'] : [];
  return action('close-inspected', label, keys, parts.closeInspected, shown !== undefined);
}

function pageActions(parts: ShellParts): Action[] {
  return [
    action('theme', theme.shown === 'dark' ? m.use_light() : m.use_dark(), ['Alt+Shift+H'], () =>
      theme.toggle(),
    ),
    action('palette', m.all_commands(), ['Mod+K', 'F1'], parts.openPalette),
  ];
}

/** What the palette offers beyond the table, each an instance of an action above: the examples and the targets. */
export function choicesOf(playground: Playground): Action[] {
  const examples = EXAMPLES.map((example) =>
    action(`example-${example.id}`, m.example_choice({ title: exampleTitle(example.id) }), [], () =>
      playground.openExample(example),
    ),
  );
  const targets = (playground.manifest?.targets ?? []).map(({ goos, goarch }) => {
    const name = targetName({ goos, goarch });
    return action(`target-${name}`, m.target_choice({ name }), [], () =>
      playground.chooseTarget({ goos, goarch }),
    );
  });
  return [...examples, ...targets];
}

function action(
  id: string,
  label: string,
  keys: readonly string[],
  run: () => void,
  isEnabled = true,
): Action {
  return { id, label, run, isEnabled, ...(keys.length > 0 && { keys }) };
}

/** The shown combination of an action; empty when it has none. */
export function shownKeys({ keys }: Action): string {
  return keys?.[0] ? keysLabel(keys[0], isApple) : '';
}

/** The attributes by which a button tells its shortcut. */
export function shortcutOf(action: Action): { title: string; 'aria-keyshortcuts': string } {
  return {
    title: m.with_keys({ label: action.label, keys: shownKeys(action) }),
    'aria-keyshortcuts': ariaKeys(action.keys ?? []),
  };
}

/** The action of the table with an id. Throws where there is none: ids are written in code. */
export function actionNamed(actions: readonly Action[], id: string): Action {
  const found = actions.find((each) => each.id === id);
  if (!found) throw new Error(`no action ${id}`);
  return found;
}
