/*
 * checkers RECTO [--each=N] [--authors] SITE...: all pages of the sites through the Nu HTML checker, and through axe-core in
 * one Chromium, light and dark, wide and phone. `--each=N` takes N pages of each site to the browser at most, spread over it;
 * `--authors` lists what is spared, too.
 *
 * A page is loaded once and shown in four ways. What is dark differs from what is light in its colours alone, so that dark
 * views are asked about colours only: a run over hundreds of pages then takes minutes.
 *
 * What an author wrote is the author's matter: findings in such markup (a heading that skips a level in raw HTML, colours in
 * a style attribute) are counted, not reported.
 */
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const tools = require('./tools.js');

const wide = { width: 1280, height: 900 }, phone = { width: 390, height: 844 };
const views = [
	{ name: 'wide, light', viewport: wide, colorScheme: 'light' },
	{ name: 'wide, dark', viewport: wide, colorScheme: 'dark' },
	{ name: 'phone, dark', viewport: phone, colorScheme: 'dark' },
	{ name: 'phone, light', viewport: phone, colorScheme: 'light' },
];

/* Messages of the HTML checker, one object each. */
function check_html(files) {
	const jar = path.join(tools.tool('vnu-jar'), 'build/dist/vnu.jar');
	if (!fs.existsSync(jar)) tools.skip(jar);
	const list = ['-Xss4m', '-jar', jar, '--exit-zero-always', '--format', 'json', '--stdout', ...files];
	try {
		return JSON.parse(execFileSync('java', list, { maxBuffer: 1 << 28, encoding: 'utf8' })).messages;
	} catch (error) {
		if (error.code === 'ENOENT') tools.skip('java');
		throw error;
	}
}

/* Attributes that a lost quotation mark made of a style, and styles that are none. */
const authors_slips = /^(Attribute “[^”]*[:;]” not allowed|CSS: )/;

/* Where authors do what the rules forbid, and we must not undo it. */
const authors = {
	'color-contrast': (node) => /style="[^"]*(color|background|opacity)/.test(node.html) || node.styled,
	'image-alt': () => false,
	'link-name': (node) => node.own, // a link around nothing, or around a picture without a text for it
	'empty-heading': (node) => node.own,
	'frame-title': (node) => node.own,
	'video-caption': (node) => node.own,
	'link-in-text-block': (node) => node.own && node.styled,
	'landmark-unique': (node) => node.own,
	'region': () => false,
};

/* In the browser: axe's findings, each with whether it stands in the author's text and under a style of the author's. */
async function run_axe(colours) {
	const only = colours ? { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } } : {};
	const result = await window.axe.run(document, { resultTypes: ['violations'], ...only });
	return result.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map((node) => {
		const element = document.querySelector(node.target[0]);
		return { html: node.html.slice(0, 200), why: (node.failureSummary || '').split('\n').slice(1).join(' ').trim().slice(0, 200),
			own: Boolean(element && element.closest('.content, .more-info, .headline, .contact-note, .colophon > div')),
			styled: Boolean(element && (element.closest('[style*=color], [style*=background], [style*=opacity], .own-style .content')
				|| element.querySelector('[style*=color]'))) };
	}) }));
}

/* What one view of the page that is loaded shows. */
async function check_view(page, view) {
	await page.setViewportSize(view.viewport);
	await page.emulateMedia({ colorScheme: view.colorScheme, reducedMotion: 'reduce' });
	const found = await page.evaluate(run_axe, view.colorScheme === 'dark');
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	if (over > 1) found.push({ id: 'scrolls sideways', impact: 'serious', nodes: [{ html: '', why: `by ${over} px` }] });
	return found;
}

/* Resolves to a list of [view, finding]. */
async function check_page(page, root, url, axe) {
	const found = [];
	if (/http-equiv="refresh"/.test(fs.readFileSync(path.join(root, url), 'utf8')))
		return found; // it leads elsewhere at once
	const broken = (error) => found.push([views[0], { id: 'script', impact: 'critical', nodes: [{ html: '', why: String(error) }] }]);
	page.on('pageerror', broken);
	await page.setViewportSize(wide);
	await page.goto(page.origin + encodeURI(url));
	await page.addScriptTag({ path: axe });
	for (const view of views)
		found.push(...(await check_view(page, view)).map((one) => [view, one]));
	page.off('pageerror', broken);
	return found;
}

/* At most `count` of a list, spread evenly; all when count is 0. */
function some(list, count) {
	if (count === 0 || list.length <= count) return list;
	return Array.from({ length: count }, (_, i) => list[Math.floor(i * list.length / count)]);
}

/* The pages of a list, one after the other, in a context of their own. */
async function check_list(browser, root, origin, urls, report) {
	const axe = path.join(tools.tool('axe-core'), 'axe.min.js');
	const page = await tools.open(browser, origin, { viewport: wide, bypassCSP: true }); // axe is a script that no page's policy knows
	page.origin = origin;
	for (const url of urls)
		for (const [view, { id, impact, nodes }] of await check_page(page, root, url, axe)) {
			const say = (node) => `${url} (${view.name}): ${id} (${impact}): ${node.html} ${node.why}`;
			const is_author = (node) => authors[id] && authors[id](node);
			nodes.filter((node) => !is_author(node)).slice(0, 3).forEach((node) => report(say(node)));
			nodes.filter(is_author).forEach((node) => report.spare(say(node)));
		}
	await page.context().close();
}

/* Two lists at a time. */
async function check_browser(root, urls, report) {
	const browser = await tools.launch(), server = await tools.serve(root);
	try {
		await Promise.all([0, 1].map((turn) => check_list(browser, root, server.origin, urls.filter((_, i) => i % 2 === turn), report)));
	} finally {
		await browser.close();
		server.close();
	}
}

async function main([program, ...rest]) {
	const each = Number((rest.find((word) => word.startsWith('--each=')) || '--each=0').slice(7));
	const sites = rest.filter((word) => !word.startsWith('--'));
	if (!sites.every((site) => fs.existsSync(site))) tools.skip(sites.find((site) => !fs.existsSync(site)));
	let findings = 0, spared = 0;
	const report = (text) => { findings++; console.log(text); };
	report.spare = (text) => {
		spared++;
		if (rest.includes('--authors')) console.log("the author's: " + text);
	};
	await tools.within(async (root) => {
		const names = sites.map((site) => tools.build(path.resolve(program), site, root, path.basename(site)));
		const urls = names.map((name) => tools.pages(root, name));
		for (const message of check_html(urls.flat().map((url) => path.join(root, url)))) {
			const text = `${message.url.replace('file:' + root, '')}:${message.lastLine}: ${message.message} ${message.extract || ''}`;
			if (message.type === 'error') (authors_slips.test(message.message) ? report.spare : report)(text);
		}
		await check_browser(root, urls.flatMap((list) => some(list, each)), report);
		console.log(`${urls.flat().length} pages, ${findings} findings, ${spared} in what authors wrote`);
	});
	process.exit(findings ? 1 : 0);
}

if (require.main === module)
	main(process.argv.slice(2)).catch((error) => { console.error(error); process.exit(1); });

module.exports = { views, check_html };
