// The service worker's part in typed input: it passes a worker's question on to the windows, and one window's answer back.
import { INPUT_HEADER, INPUT_PATH, inputRequest } from '../src/project/input-address.ts';
import type { InputAnswer, InputTold, InputWanted } from './protocol/input.ts';

/** When no window has said by then that the run is its own, it is nobody's. In milliseconds. */
const patience = 2000;

/** An answer that comes later than asked for: the window's timers are slow. In milliseconds. */
const grace = 1000;

/** Whether a request is a question for input. */
export function isInputRequest({ method, url }: Request, scope: URL): boolean {
  return method === 'POST' && new URL(url).pathname.startsWith(scope.pathname + INPUT_PATH);
}

/**
 * Answers a question. It keeps nothing: when this service worker is ended meanwhile, the worker asks again, and the window
 * still has what was typed. 404 for a run that no open window has.
 */
export async function answerInput({ url }: Request, scope: URL, clients: Clients): Promise<Response> {
  const { pathname, searchParams } = new URL(url);
  const request = inputRequest(pathname.slice(scope.pathname.length), searchParams);
  if (!request) return notFound();
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const owner = await first(windows.map((window) => ask(window, { type: 'input-wanted', ...request })));
  if (owner === undefined) return notFound();
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, request.wait + grace));
  const told = await Promise.race([owner.input, late]);
  if (!told) return answer('again');
  const { bytes, isEnded } = told;
  return answer(isEnded ? 'end' : bytes.length > 0 ? 'more' : 'again', bytes);
}

type Input = Extract<InputTold, { type: 'input' }>;

interface Owner {
  input: Promise<Input>;
}

/** Asks a window; gives its answer to come when the run is its own, else undefined. */
function ask(window: Client, question: InputWanted): Promise<Owner | undefined> {
  const { port1, port2 } = new MessageChannel();
  window.postMessage(question, [port2]);
  return new Promise((resolve) => {
    const input = new Promise<Input>((give) => {
      port1.onmessage = ({ data }: MessageEvent<InputTold>) => {
        if (data.type === 'input') give(data);
        resolve({ input });
      };
    });
    setTimeout(() => resolve(undefined), patience);
  });
}

/** The first that is something; undefined when all are nothing. */
async function first<T>(promises: Promise<T | undefined>[]): Promise<T | undefined> {
  const found = promises.map((promise) =>
    promise.then((value) => value ?? Promise.reject(new Error('none'))),
  );
  return Promise.any(found).catch(() => undefined);
}

function answer(what: InputAnswer, bytes: Uint8Array = new Uint8Array(0)): Response {
  const headers = {
    [INPUT_HEADER]: what,
    'Cache-Control': 'no-store',
    'Content-Type': 'application/octet-stream',
  };
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
}

function notFound(): Response {
  return new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });
}
