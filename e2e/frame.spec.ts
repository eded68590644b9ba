// The promise that a js/wasm program runs in a frame that reaches nothing: it draws, it prints, it reads, and all else is refused.
import { ForeignSite } from './foreign-site.ts';
import { expect, test as base, type Playground } from './playground.ts';
import { timeUntil } from './time-until.ts';

const test = base.extend<{ foreign: ForeignSite }>({
  // The browser says what it refused to the frame; that is what is tested.
  refusals: async ({ page: _ }, use) => use([]),
  foreign: async ({ page: _ }, use) => {
    const foreign = await ForeignSite.start();
    await use(foreign);
    foreign.close();
  },
});

const drawing = `//go:build js

package main

import (
	"bufio"
	"fmt"
	"os"
	"syscall/js"
)

func main() {
	document := js.Global().Get("document")
	canvas := document.Call("createElement", "canvas")
	canvas.Set("id", "drawn")
	document.Get("body").Call("append", canvas)
	context := canvas.Call("getContext", "2d")
	frames := 0
	var draw js.Func
	draw = js.FuncOf(func(js.Value, []js.Value) any {
		context.Call("fillRect", frames, 0, 1, 10)
		frames++
		if frames == 3 {
			fmt.Println("three frames drawn")
			return nil
		}
		js.Global().Call("requestAnimationFrame", draw)
		return nil
	})
	js.Global().Call("requestAnimationFrame", draw)
	js.Global().Get("console").Call("log", "from the console", 42)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Println("read", lines.Text())
	}
	os.Exit(4)
}
`;

/** Tries everything that a page may do to others, and prints what came of it. */
const hostile = (elsewhere: string) => `//go:build js

package main

import (
	"fmt"
	"syscall/js"
	"time"
)

const elsewhere = "${elsewhere}"

func try(name, script string) {
	done := make(chan string, 1)
	report := js.FuncOf(func(_ js.Value, arguments []js.Value) any {
		select {
		case done <- arguments[0].String():
		default:
		}
		return nil
	})
	defer func() {
		if thrown := recover(); thrown != nil {
			fmt.Println(name, "refused")
		}
	}()
	js.Global().Set("report", report)
	// No eval: each attempt is a script of its own, which the frame may load from a blob.
	parts := js.Global().Get("Array").New(script)
	options := js.Global().Get("Object").New()
	options.Set("type", "text/javascript")
	url := js.Global().Get("URL").Call("createObjectURL", js.Global().Get("Blob").New(parts, options))
	document := js.Global().Get("document")
	element := document.Call("createElement", "script")
	element.Set("src", url)
	document.Get("head").Call("append", element)
	select {
	case said := <-done:
		fmt.Println(name, said)
	case <-time.After(1500 * time.Millisecond):
		fmt.Println(name, "refused")
	}
}

func attempt(name, expression string) {
	try(name, "(async () => { try { const got = await ("+expression+"); report(got ? 'SUCCEEDED' : 'refused') } catch { report('refused') } })()")
}

func main() {
	attempt("localStorage", "localStorage.setItem('stolen', '1') ?? true")
	attempt("cookie", "(document.cookie = 'stolen=1', document.cookie !== '')")
	attempt("IndexedDB", "new Promise((yes, no) => { const r = indexedDB.open('x'); r.onsuccess = () => yes(true); r.onerror = no })")
	attempt("caches", "caches.open('anyport-shell /').then(() => true)")
	attempt("parent document", "parent.document.title")
	attempt("parent storage", "parent.localStorage.length + 1")
	attempt("top navigation", "(top.location.href = elsewhere, false)")
	attempt("same-origin fetch", "fetch(new URL('releases.json', document.baseURI)).then(() => true)")
	attempt("foreign fetch", "fetch('" + elsewhere + "fetch', { mode: 'no-cors' }).then(() => true)")
	// It is told true before the browser looks; whether it arrives, the other origin tells.
	attempt("beacon", "(navigator.sendBeacon('" + elsewhere + "beacon'), false)")
	attempt("socket", "new Promise((yes, no) => { const s = new WebSocket('" + elsewhere + "socket'.replace('http', 'ws')); s.onopen = () => yes(true); s.onerror = no })")
	attempt("service worker", "navigator.serviceWorker.register('service-worker.js').then(() => true)")
	attempt("popup", "window.open('" + elsewhere + "popup') !== null")
	attempt("image", "new Promise((yes, no) => { const i = new Image(); i.onload = () => yes(true); i.onerror = no; i.src = '" + elsewhere + "image' })")
	attempt("eval", "eval('1') === 1")
	attempt("nested frame", "new Promise((yes, no) => { const f = document.createElement('iframe'); f.src = '" + elsewhere + "frame'; f.onload = () => { try { void f.contentWindow.location.href; no() } catch { no() } }; document.body.append(f); setTimeout(no, 1000) })")
	attempt("peer connection", "(async () => { const f = document.createElement('iframe'); document.body.append(f); const P = globalThis.RTCPeerConnection ?? f.contentWindow.RTCPeerConnection; const p = new P(); p.createDataChannel('x'); await p.setLocalDescription(await p.createOffer()); return new Promise((yes) => { p.onicecandidate = ({ candidate }) => candidate && yes(true); setTimeout(yes, 1000) }) })()")
	attempt("download", "(() => { const a = document.createElement('a'); a.href = 'data:application/octet-stream,x'; a.download = 'stolen.txt'; a.click(); return false })()")
	fmt.Println("all tried")
	js.Global().Get("location").Set("href", elsewhere+"navigation")
	time.Sleep(time.Second)
	fmt.Println("still here")
}
`;

/** Runs with a stage, which is asked for where the frame has no thread of its own. */
async function runFramed(playground: Playground, source: string): Promise<void> {
  const agree = playground.page.getByRole('button', { name: 'Run with a stage' });
  await playground.page.addLocatorHandler(agree, () => agree.click());
  await playground.write(source);
  await playground.choose('js/wasm');
  await playground.page.keyboard.press('ControlOrMeta+Shift+Enter');
}

test('a js/wasm program draws on its stage, prints, and reads what is typed', async ({
  playground,
  page,
}) => {
  await runFramed(playground, drawing);
  await expect(playground.programOutput).toContainText('three frames drawn');
  await expect(playground.programOutput).toContainText('from the console 42');
  await expect(playground.terminal.getByRole('region', { name: 'Stage' })).toBeVisible();
  await expect(page.frameLocator('iframe').locator('#drawn')).toBeVisible();
  await playground.typeInTerminal('a line\n');
  await expect(playground.programOutput).toContainText('read a line');
  await page.keyboard.press('Control+d');
  await expect(playground.runState).toHaveText(/^Exit code 4 after /);
  await expect(page.locator('iframe')).toHaveCount(0);
});

test('a hostile js/wasm program gets nothing', async ({ playground, page, foreign, context }) => {
  const popups: string[] = [];
  const downloads: string[] = [];
  context.on('page', (opened) => popups.push(opened.url()));
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  const address = page.url();
  await runFramed(playground, hostile(foreign.url));
  await expect(playground.programOutput).toContainText('all tried');
  await expect(playground.run).toContainText('draws in the stage');
  await expect(playground.runState).toHaveText(/^(Exit code|Running)/);
  const text = await playground.terminalText();
  expect(text).not.toContain('SUCCEEDED');
  expect(text.match(/refused/g)!.length).toBeGreaterThan(15);
  expect(popups).toEqual([]);
  expect(downloads).toEqual([]);
  expect(page.url()).toBe(address);
  expect(await page.evaluate(() => localStorage.getItem('stolen'))).toBeNull();
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect([...foreign.seen]).toEqual([]);
  await expect(playground.editor).toBeAttached();
});

test('Stop ends a js/wasm program in an endless loop within a second', async ({ playground, page }) => {
  await runFramed(playground, 'package main\n\nfunc main() {\n\tprintln("begun")\n\tfor {\n\t}\n}\n');
  await expect(playground.programOutput).toContainText('begun');
  const stop = playground.run.getByRole('button', { name: 'Stop run' });
  expect(await timeUntil(stop, 'Run state', 'Stopped after ')).toBeLessThan(1_000);
  await expect(page.locator('iframe')).toHaveCount(0);
});
