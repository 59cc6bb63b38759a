/*
 * serve RECTO SAMPLE: `recto serve` in Chromium, on a copy of the sample: a file is edited and the page changes, at the
 * place where it was; the PDF beside it is fetched anew; an error lies over the page and goes when it is mended.
 */
'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const tools = require('./tools.js');

const PATIENCE = 15000;
let failed = 0, passed = 0;

function check(said, holds) {
	if (holds) passed++;
	else {
		failed++;
		console.log('not so: ' + said);
	}
}

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

const shows = (page, text) => page.waitForFunction((words) => document.body.innerText.includes(words), text,
	{ timeout: PATIENCE, polling: 5 });
const card = (page) => page.evaluate(() => document.getElementById('recto-overlay')?.shadowRoot.querySelector('.card')?.innerText || '');

/* Edits `about` and waits for the page; milliseconds from the save to the sight. */
async function edit(page, about, text, number) {
	const words = `Edit number ${number}.`;
	const begin = performance.now();
	fs.writeFileSync(about, text.replace('Before coming north', words + ' Before coming north'));
	await shows(page, words);
	return performance.now() - begin;
}

async function test_page(browser, at) {
	const page = await tools.open(browser, at.origin, { viewport: { width: 1280, height: 800 } });
	const refused = [];
	page.on('console', (message) => /Content.Security.Policy/.test(message.text()) && refused.push(message.text()));
	await page.goto(at.origin + '/');
	const times = [];
	for (let i = 0; i < 5; i++) times.push(await edit(page, at.about, at.text, i));
	console.log(`from the save to the sight: ${times.map(Math.round).join(', ')} ms`);
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

async function test_preview(browser, at) {
	const page = await tools.open(browser, at.origin, { viewport: { width: 1500, height: 900 } });
	const asked = [];
	page.on('request', (request) => asked.push({ url: request.url(), at: performance.now() }));
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
	asked.length = 0;
	const begin = performance.now();
	fs.writeFileSync(at.about, at.text.replace('Before coming north', 'Side by side. Before coming north'));
	await page.waitForFunction(() => document.getElementById('page').contentDocument?.body?.innerText.includes('Side by side.'),
		null, { timeout: PATIENCE, polling: 5 });
	const took = performance.now() - begin;
	await page.waitForFunction(() => document.querySelectorAll('#pdf iframe').length === 1, null, { timeout: PATIENCE });
	const pdf = asked.find((one) => one.url.includes('.pdf?build='));
	console.log(`side by side: the page after ${Math.round(took)} ms, the PDF asked for after ${pdf && Math.round(pdf.at - begin)} ms`);
	check('the PDF is fetched with the page', pdf !== undefined);
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
	const [program, sample] = process.argv.slice(2);
	tools.tool('playwright-core');
	await tools.within(async (root) => {
		const site = path.join(root, 'site');
		fs.cpSync(sample, site, { recursive: true });
		const at = { site, about: path.join(site, '_pages/about.md'), config: path.join(site, '_config.yml'),
			...await start(path.resolve(program), site) };
		at.text = fs.readFileSync(at.about, 'utf8');
		const browser = await tools.launch();
		try {
			for (const test of [test_page, test_error, test_preview, test_end]) await test(browser, at);
		} finally {
			await browser.close();
			at.server.kill('SIGKILL');
		}
	});
	console.log(`${passed} hold, ${failed} do not`);
	process.exit(failed > 0 ? 1 : 0);
}

main();
