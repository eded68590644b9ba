// What runs programs and takes what is typed for them. Loaded when one is about to run: see RunState.
export { FramedProgram } from '../clients/framed-program.ts';
export { prepareRun, RunningProgram } from '../clients/run-client.ts';
export { inputWay, openTypedInput } from '../clients/typed-input.ts';
export { ProgramScreen } from './program-screen.ts';
