// Names that break out of careless quoting: every character that means something to a shell, at every place of a name.

/** What an injection would start; the tests have a program of this name that leaves a trace. */
export const canary = 'canary';

const meaningful = [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ '];
const unseen = [
  '\n',
  '\t',
  '\r',
  '\u0003',
  '\u0015',
  '\u001b[201~',
  '\u007f',
  '\u0085',
  '\u202e',
  '\u2028',
  '\u200b',
];

const injections = [
  `x;${canary}`,
  `$(${canary})`,
  `\`${canary}\``,
  `x && ${canary}`,
  `x | ${canary}`,
  `x\n${canary}\n`,
  `\u0015${canary}\n`,
  `'; ${canary}; '`,
  `"; ${canary}; "`,
  `\\'; ${canary} #`,
  `'"'"'; ${canary}`,
  `\${IFS}$(${canary})`,
  `%0a${canary}`,
  `x\r\n${canary}`,
  `<(${canary})`,
  `!${canary}`,
  `~/${canary}`,
  `=${canary}`,
  `#\n${canary}`,
  `${canary}&`,
];

const plain = [
  '-rf',
  '--help',
  '-',
  '--',
  '-o',
  'hello',
  'a b',
  'é世界',
  '🐹.exe',
  '*',
  '?',
  '[a-z]',
  '{a,b}',
  '..x',
  '$HOME',
  '$$',
  '%PATH%',
  'C:\\dir\\',
  '‘quoted’',
  'x'.repeat(200),
];

/** More than 200 of them; none is empty, and none holds a NUL. */
export const hostileNames: readonly string[] = [
  ...new Set([
    ...plain,
    ...injections,
    ...injections.map((text) => `-${text}`),
    ...injections.map((text) => `${text}'`),
    ...[...meaningful, ...unseen].flatMap((text) => [
      text,
      `${text}x`,
      `x${text}`,
      `x${text}y`,
      `${text}${text} ${text}`,
    ]),
  ]),
];

/** Those that can be the name of a file: one element of a path. */
export const hostileFileNames = hostileNames.filter(
  (name) => !name.includes('/') && name !== '.' && name !== '..',
);
