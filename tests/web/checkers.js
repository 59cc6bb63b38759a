/*
 * checkers RECTO [--each=N] SITE...: all pages of the sites through the Nu HTML checker, and through axe-core in Chromium,
 * light and dark, wide and phone. `--each=N` takes N pages of each site to the browser at most, spread over it.
 *
 * What an author wrote is the author's matter: findings in such markup (a heading that skips a level in raw HTML, colours in
 * a style attribute) are counted, not reported.
 */
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const tools = require('./tools.js');

const views = [
	{ name: 'wide, light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
	{ name: 'wide, dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
	{ name: 'phone, light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
	{ name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
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
async function run_axe() {
	const result = await window.axe.run(document, { resultTypes: ['violations'] });
	return result.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map((node) => {
		const element = document.querySelector(node.target[0]);
		return { html: node.html.slice(0, 200), why: (node.failureSummary || '').split('\n').slice(1).join(' ').trim().slice(0, 200),
			own: Boolean(element && element.closest('.content, .more-info, .headline, .contact-note, .colophon > div')),
			styled: Boolean(element && (element.closest('[style*=color], [style*=background], [style*=opacity], .own-style .content')
				|| element.querySelector('[style*=color]'))) };
	}) }));
}

async function check_page(browser, root, origin, url, view, axe) {
	if (/http-equiv="refresh"/.test(fs.readFileSync(path.join(root, url), 'utf8')))
		return []; // it leads elsewhere at once
	const page = await tools.open(browser, origin, { viewport: view.viewport, colorScheme: view.colorScheme, reducedMotion: 'reduce',
		bypassCSP: true }); // axe is a script that no page's policy knows
	const errors = [];
	page.on('pageerror', (error) => errors.push({ id: 'script', impact: 'critical', nodes: [{ html: '', why: String(error) }] }));
	await page.goto(origin + url);
	await page.addScriptTag({ path: axe });
	const found = await page.evaluate(run_axe);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	if (wide > 1) errors.push({ id: 'scrolls sideways', impact: 'serious', nodes: [{ html: '', why: `by ${wide} px` }] });
	await page.context().close();
	return found.concat(errors);
}

/* At most `count` of a list, spread evenly; all when count is 0. */
function some(list, count) {
	if (count === 0 || list.length <= count) return list;
	return Array.from({ length: count }, (_, i) => list[Math.floor(i * list.length / count)]);
}

async function check_browser(root, urls, report) {
	const axe = path.join(tools.tool('axe-core'), 'axe.min.js');
	const browser = await tools.launch(), server = await tools.serve(root);
	try {
		for (const url of urls)
			for (const view of views)
				for (const { id, impact, nodes } of await check_page(browser, root, server.origin, url, view, axe)) {
					const ours = nodes.filter((node) => !(authors[id] && authors[id](node)));
					for (const node of ours.slice(0, 3))
						report(`${url} (${view.name}): ${id} (${impact}): ${node.html} ${node.why}`);
					report.spared += nodes.length - ours.length;
				}
	} finally {
		await browser.close();
		server.close();
	}
}

async function main([program, ...rest]) {
	const each = Number((rest.find((word) => word.startsWith('--each=')) || '--each=0').slice(7));
	const sites = rest.filter((word) => !word.startsWith('--'));
	if (!sites.every((site) => fs.existsSync(site))) tools.skip(sites.find((site) => !fs.existsSync(site)));
	let findings = 0;
	const report = Object.assign((text) => { findings++; console.log(text); }, { spared: 0 });
	await tools.within(async (root) => {
		const names = sites.map((site) => tools.build(path.resolve(program), site, root, path.basename(site)));
		const urls = names.map((name) => tools.pages(root, name));
		for (const message of check_html(urls.flat().map((url) => path.join(root, url))))
			if (message.type === 'error' && authors_slips.test(message.message))
				report.spared++;
			else if (message.type === 'error')
				report(`${message.url.replace('file:' + root, '')}:${message.lastLine}: ${message.message} ${message.extract || ''}`);
		await check_browser(root, urls.flatMap((list) => some(list, each)), report);
		console.log(`${urls.flat().length} pages, ${findings} findings, ${report.spared} in what authors wrote`);
	});
	process.exit(findings ? 1 : 0);
}

if (require.main === module)
	main(process.argv.slice(2)).catch((error) => { console.error(error); process.exit(1); });

module.exports = { views, check_html };
