// `npm run link-cases`: the property tests of links with ten thousand cases each, or as many as are named.
import { runProgram } from './run-program.ts';

const [cases = '10000'] = process.argv.slice(2);
const print = (text: string) => void process.stdout.write(text);
const args = ['run', '--silent', 'unit', '--', 'src/link'];
const { exitCode } = await runProgram('npm', args, print, { ANYPORT_CASES: cases });
process.exitCode = exitCode;
