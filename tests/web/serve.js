/*
 * serve RECTO SAMPLE: `recto serve` in Chromium, on a copy of the sample: a file is edited and the page changes, at the
 * place where it was; the PDF beside it is fetched anew; an error lies over the page and goes when it is mended.
 *
 * How long that takes is printed, and compared with a build after the same edit, measured in turn: a busy machine is slow
 * at both.
 */
'use strict';
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const tools = require('./tools.js');

const { check } = tools;
const PATIENCE = 15000;

/* The server's process, once it has said its address. */
function start(program, site) {
	const server = spawn(program, ['serve', site, '--port=0'], { stdio: ['ignore', 'pipe', 'ignore'] });
	return new Promise((resolve, reject) => {
		let said = '';
		server.on('exit', (status) => reject(new Error('recto serve ended with ' + status)));
		server.stdout.on('data', (text) => {
			said += text;
			const match = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
			if (match && said.includes('built')) resolve({ server, origin: match[0] });
		});
	});
}

/* Ends it as Ctrl-C does; its exit status. */
function stop(server) {
	server.removeAllListeners('exit');
	return new Promise((resolve) => {
		server.on('exit', resolve);
		server.kill('SIGINT');
	});
}

const middle = (times) => [...times].sort((a, b) => a - b)[times.length >> 1];

const shows = (page, text) => page.waitForFunction((words) => document.body.innerText.includes(words), text,
	{ timeout: PATIENCE, polling: 5 });
const card = (page) => page.evaluate(() => document.getElementById('recto-overlay')?.shadowRoot.querySelector('.card')?.innerText || '');

/* Milliseconds from a save of the home page to the sight of its words on the page. */
async function edit(page, at, words) {
	const begin = performance.now();
	fs.writeFileSync(at.about, at.text.replace('Before coming north', words + ' Before coming north'));
	await shows(page, words.split('\n')[0]);
	return performance.now() - begin;
}

/* Milliseconds of `recto build` after an edit like that, on a site of its own. */
function build(at, words) {
	fs.writeFileSync(path.join(at.other, '_pages/about.md'), at.text.replace('Before coming north', words + ' Before coming north'));
	const begin = performance.now();
	execFileSync(at.program, ['build', '-q', at.other]);
	return performance.now() - begin;
}

async function test_page(browser, at) {
	const page = await tools.open(browser, at.origin, { viewport: { width: 1280, height: 800 } });
	const refused = [];
	page.on('console', (message) => /Content.Security.Policy/.test(message.text()) && refused.push(message.text()));
	await page.goto(at.origin + '/');
	await page.waitForLoadState('networkidle');
	const sights = [], builds = [];
	build(at, 'First.');
	for (let i = 0; i < 7; i++) {
		sights.push(await edit(page, at, `Edit number ${i}.`));
		builds.push(build(at, `Edit number ${i}.`));
	}
	console.log(`from the save to the sight: ${sights.map(Math.round).join(', ')} ms; a build: ${builds.map(Math.round).join(', ')} ms`);
	check('an edit is seen in the time of three builds', middle(sights) < 3 * middle(builds));
	await page.evaluate(() => document.getElementById('-teaching').scrollIntoView({ behavior: 'instant' }));
	const top = () => page.evaluate(() => document.getElementById('-teaching').getBoundingClientRect().top);
	const before = await top();
	fs.writeFileSync(at.about, at.text.replace('Before coming north', 'A new paragraph.\n\nOne more, at length.\n\nBefore coming north'));
	await shows(page, 'One more, at length.');
	await page.waitForLoadState('load');
	await page.waitForTimeout(100);
	check('what is read stays where it is though text comes above', Math.abs(await top() - before) < 2);
	fs.writeFileSync(at.about, at.text.replace('Before coming north', '![](missing.png) Before coming north'));
	await page.waitForFunction(() => document.getElementById('recto-overlay')?.shadowRoot.querySelector('.pill'), null, { timeout: PATIENCE });
	check('a warning is a small sign', await card(page) === '');
	await page.locator('#recto-overlay .pill').click();
	check('that tells more', (await card(page)).includes('missing.png'));
	await page.keyboard.press('Escape');
	fs.writeFileSync(at.about, at.text);
	await page.waitForFunction(() => !document.getElementById('recto-overlay')?.shadowRoot.firstChild, null, { timeout: PATIENCE });
	check('no policy refused anything', refused.length === 0);
	await page.context().close();
}

/* What is on the page equals what a page has that is opened anew, whether the words were exchanged in the page that stands
 * or it was loaded anew. */
async function test_exchange(browser, at) {
	const edits = [
		['a paragraph less', /Before coming north.*\n/, '', true],
		['words', 'Before coming north', 'Long before coming north', true],
		['an address', 'wedge.example.org/handbook', 'wedge.example.org/book', true],
		['an item more', '- **Forgotten records.**', '- **One more.** With *words*.\n- **Forgotten records.**', true],
		['two places at once', /(pair of boots|any script)/g, '$1 or so', true],
		['a heading', '## 🏅 Honours', '## 🏅 Honours and more', false],
		['a picture', 'Before coming north', '![Tides](/assets/img/publication_preview/tides.png) Before coming north', false],
		['code', 'Before coming north', '    code\n\nBefore coming north', false],
		['a script', 'Before coming north', '<script>document.title = "Run.";</script> Before coming north', false],
	];
	const page = await tools.open(browser, at.origin), fresh = await tools.open(browser, at.origin);
	const body = (one) => one.evaluate(() => document.body.innerText + [...document.links].map((link) => link.href).join('\n'));
	await page.goto(at.origin + '/');
	await page.waitForLoadState('networkidle');
	for (const [name, from, to, stands] of edits) {
		await page.evaluate(() => { window.stands = true; });
		fs.writeFileSync(at.about, at.text.replace(from, to));
		await page.waitForFunction((words) => document.title === 'Run.' || document.body.innerHTML !== words,
			await page.evaluate(() => document.body.innerHTML), { timeout: PATIENCE, polling: 20 });
		await page.waitForLoadState('networkidle');
		check(`${name}: the page ${stands ? 'stands' : 'is loaded anew'}`, await page.evaluate(() => window.stands === true) === stands);
		await fresh.goto(at.origin + '/');
		check(`${name}: all is on the page`, await body(page) === await body(fresh));
	}
	fs.writeFileSync(at.about, at.text);
	await fresh.context().close();
	await page.context().close();
}

async function test_error(browser, at) {
	const page = await tools.open(browser, at.origin, { viewport: { width: 1280, height: 800 } });
	await page.goto(at.origin + '/publications/');
	const config = fs.readFileSync(at.config, 'utf8');
	fs.writeFileSync(at.config, config + 'broken: [1, 2\n');
	await page.waitForFunction(() => document.getElementById('recto-overlay')?.shadowRoot.querySelector('.card'), null, { timeout: PATIENCE });
	const said = await card(page);
	check('an error lies over the page, with its place', /_config\.yml:\d+:\d+/.test(said));
	check('and says that the last good build is shown', said.includes('last good build'));
	const other = await tools.open(browser, at.origin);
	await other.goto(at.origin + '/');
	await other.waitForFunction(() => document.getElementById('recto-overlay'), null, { timeout: PATIENCE });
	check('on every page, also one that is opened later', (await card(other)).includes('_config.yml'));
	await other.keyboard.press('Escape');
	check('it can be put away', await card(other) === '');
	fs.writeFileSync(at.config, config);
	await page.waitForFunction(() => !document.getElementById('recto-overlay').shadowRoot.firstChild, null, { timeout: PATIENCE });
	check('and goes when it is mended', await card(page) === '');
	await other.context().close();
	await page.context().close();
}

/* In /_preview: resolves to the milliseconds at which `words` are on the page and a PDF takes the place of the one before. */
function watch_preview(words) {
	const now = () => performance.timeOrigin + performance.now();
	const pane = document.getElementById('pdf'), inner = document.getElementById('page').contentWindow;
	const marks = {}, before = pane.lastElementChild;
	return new Promise((resolve) => {
		setTimeout(() => resolve(marks), 15000);
		const look = () => {
			if (!marks.page && inner.document.body.innerText.includes(words)) marks.page = now();
			if (!marks.pdf && !before.isConnected && !pane.querySelector('.behind')) marks.pdf = now();
			if (marks.page && marks.pdf) resolve(marks);
		};
		new inner.MutationObserver(look).observe(inner.document.body, { subtree: true, childList: true });
		new MutationObserver(look).observe(pane, { subtree: true, childList: true, attributes: true });
	});
}

/* Without a look at each request, of which the browser's viewer of PDFs makes hundreds of itself. */
async function test_preview(browser, at) {
	const page = await (await browser.newContext({ viewport: { width: 1500, height: 900 } })).newPage();
	const asked = [];
	page.on('request', (request) => asked.push(request.url()));
	await page.goto(at.origin + '/_preview');
	await page.waitForSelector('#pdf iframe:not(.behind)', { timeout: PATIENCE });
	const frame = () => page.frames().find((one) => one.url() === at.origin + '/');
	await page.waitForFunction(() => document.getElementById('page').contentDocument?.body?.innerText.includes('Wanshu'), null, { timeout: PATIENCE });
	check('the PDF is beside the page', (await page.getAttribute('#pdf iframe', 'src')).includes('.pdf?build='));
	check('its pages are counted', /^1 \/ \d+$/.test(await page.innerText('#number')));
	await frame().evaluate(() => document.getElementById('-honours').scrollIntoView({ behavior: 'instant' }));
	await page.waitForFunction(() => document.querySelector('#pdf iframe:last-child').src.includes('nameddest=-honours'), null, { timeout: PATIENCE });
	check('the PDF follows the page', (await page.innerText('#number')).startsWith('2 '));
	await page.waitForSelector('#pdf iframe.behind', { state: 'detached', timeout: PATIENCE });
	await page.waitForLoadState('networkidle');
	asked.length = 0;
	const pages = [], pdfs = [], builds = [];
	for (let i = 0; i < 3; i++) {
		const words = `Side by side, number ${i}.`;
		builds.push(build(at, words));
		await page.waitForTimeout(1500); /* the viewer loads parts of its own long after it shows something */
		const seen = page.evaluate(watch_preview, words);
		const begin = performance.timeOrigin + performance.now();
		fs.writeFileSync(at.about, at.text.replace('Before coming north', words + ' Before coming north'));
		const marks = await seen;
		pages.push(marks.page - begin);
		pdfs.push(marks.pdf - begin);
	}
	console.log(`side by side: the page after ${pages.map(Math.round).join(', ')} ms, the PDF after ` +
		`${pdfs.map(Math.round).join(', ')} ms; a build: ${builds.map(Math.round).join(', ')} ms`);
	check('the page beside the PDF is seen in the time of four builds', middle(pages) < 4 * middle(builds));
	check('the PDF beside the page is seen in the time of six builds', middle(pdfs) < 6 * middle(builds));
	check('the PDF is fetched with the page', asked.some((one) => one.includes('.pdf?build=')));
	check('at the same place', (await page.getAttribute('#pdf iframe', 'src')).includes('nameddest=-honours'));
	const text = await page.evaluate(async () => (await (await fetch(document.querySelector('#pdf iframe').src)).arrayBuffer()).byteLength);
	check('it is whole', text === fs.statSync(path.join(at.site, '_site/assets/pdf/cv.pdf')).size);
	check('the page kept its place', await frame().evaluate(() => Math.abs(document.getElementById('-honours').getBoundingClientRect().top) < 150));
	await page.click('button[data-width=phone]');
	check('a phone is 390 pixels wide', await frame().evaluate(() => innerWidth) === 390);
	await page.click('button[data-show=pdf]');
	check('the PDF can stand alone', !(await page.isVisible('#page')));
	fs.writeFileSync(at.about, at.text);
	await page.context().close();
}

async function test_end(browser, at) {
	const page = await tools.open(browser, at.origin);
	await page.goto(at.origin + '/');
	await page.waitForTimeout(300);
	check('Ctrl-C ends the server cleanly', await stop(at.server) === 0);
	await page.waitForFunction(() => document.getElementById('recto-overlay')?.shadowRoot.querySelector('.ended'), null, { timeout: PATIENCE });
	check('the page says so', true);
	await page.context().close();
}

async function main() {
	const [program, sample] = process.argv.slice(2).map((one) => path.resolve(one));
	tools.tool('playwright-core');
	await tools.within(async (root) => {
		const site = path.join(root, 'site'), other = path.join(root, 'other');
		for (const copy of [site, other]) fs.cpSync(sample, copy, { recursive: true });
		const at = { site, other, program, about: path.join(site, '_pages/about.md'), config: path.join(site, '_config.yml'),
			...await start(program, site) };
		at.text = fs.readFileSync(at.about, 'utf8');
		const browser = await tools.launch();
		try {
			for (const test of [test_page, test_exchange, test_error, test_preview, test_end]) await test(browser, at);
		} finally {
			await browser.close();
			at.server.kill('SIGKILL');
		}
	});
	tools.finish();
}

main();
