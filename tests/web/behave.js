/*
 * behave RECTO SAMPLE: what a visitor does, in Chromium, on the sample site and on pages made for it: the bar and its menus,
 * dark and light, search, pictures, code, notes beside the text, contents, phones, no script, print.
 */
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const tools = require('./tools.js');
const { check } = tools;

const wide = { viewport: { width: 1280, height: 900 } }, phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const visible = (page, selector) => page.locator(selector).first().isVisible();
// Whether what a key or a click takes away goes: a browser may take a moment.
const gone = (page, selector) => page.waitForFunction((name) => Array.from(document.querySelectorAll(name))
	.every((one) => !one.checkVisibility()), selector).then(() => true, () => false);
const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/* A site with what the sample lacks: menus, posts with code, notes and contents, a project with a picture to enlarge. */
function write_site(folder) {
	const files = {
		'_config.yml': 'title: Tests\nfirst_name: Mira\nlast_name: Oduya\nlang: en\n',
		'_pages/about.md': '---\nlayout: about\ntitle: about\npermalink: /\n---\nHello.\n',
		'_pages/more.md': '---\nlayout: page\ntitle: more\nnav: true\nnav_order: 2\ndropdown: true\nchildren:\n'
			+ '  - title: long\n    permalink: /long/\n  - title: divider\n  - title: home\n    permalink: /\n---\n',
		'_pages/long.md': '---\nlayout: page\ntitle: long\npermalink: /long/\nnav: true\nnav_order: 1\ntoc:\n  sidebar: left\n---\n'
			+ '## One\n\nText.\n\n## Two\n\n' + 'Many words of a long text that goes on.\n\n'.repeat(60) + '## Three\n\nLast.\n',
		'_pages/notes.md': '---\nlayout: page\ntitle: notes\npermalink: /notes/\n---\nA sentence with a note[^a] in it.\n\n'
			+ 'Words.\n\n'.repeat(8) + 'Another[^b].\n\n```c\nint main(void) { return 0; }\n```\n\n[^a]: The first note.\n[^b]: The second note.\n',
		'_pages/picture.md': '---\nlayout: page\ntitle: picture\npermalink: /picture/\n---\n'
			+ '<img src="/assets/img/dot.svg" alt="a dot" width="40" height="40" data-zoomable>\n\n'
			+ '<details><summary>More</summary><p id="folded">Folded text.</p></details>\n',
		'_pages/pinned.md': '---\nlayout: page\ntitle: pinned\npermalink: /pinned/\n---\n<div class="featured-posts">\n'
			+ '<a href="/made/long/">\n<div class="card hoverable">\n<h3 class="card-title">Pinned</h3>\n<p class="post-meta">2 min read '
			+ '<a href="/made/notes/">2025</a></p>\n</div>\n</a>\n</div>\n',
		'assets/img/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400">'
			+ '<circle cx="200" cy="200" r="190"/></svg>\n',
	};
	for (const name in files) {
		fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		fs.writeFileSync(path.join(folder, name), files[name]);
	}
}

async function test_bar(browser, at) {
	const page = await tools.open(browser, at.origin, wide);
	await page.goto(at.sample);
	await page.keyboard.press('Tab');
	check('the first tab stop is the link to the text', await page.evaluate(() => document.activeElement.className === 'skip'));
	check('it can be seen', await page.evaluate(() => document.activeElement.getBoundingClientRect().top >= 0));
	await page.keyboard.press('Enter');
	check('it leads to the text', new URL(page.url()).hash === '#main');
	await page.click('nav a >> text=publications');
	check('the bar leads to publications', page.url().endsWith('/publications/'));
	check('the entry is marked', await page.locator('nav [aria-current=page]').innerText() === 'publications');
	await page.evaluate(() => scrollTo(0, 500));
	check('the bar stays in view', await page.evaluate(() => document.querySelector('.masthead').getBoundingClientRect().top === 0));
	await page.goto(at.made);
	check('a menu is closed', !await visible(page, '.menu ul a'));
	await page.click('.menu summary');
	check('it opens', await visible(page, '.menu ul a'));
	await page.click('h1');
	check('a click elsewhere closes it', await gone(page, '.menu ul a'));
	await page.click('.menu summary');
	await page.keyboard.press('Escape');
	check('Escape closes it', await gone(page, '.menu ul a'));
	check('the focus is on its button', await page.evaluate(() => document.activeElement.localName === 'summary'));
	await page.keyboard.press('Tab');
	check('focus can be seen', await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== 'none'));
	check('no other host was asked', page.asked.length === 0);
	await page.context().close();
}

async function test_card(browser, at) {
	const page = await tools.open(browser, at.origin, wide);
	await page.goto(at.made + 'pinned/');
	const card = await page.locator('.card').boundingBox();
	await page.mouse.click(card.x + card.width - 4, card.y + card.height - 4);
	const leads_to = (end) => page.waitForURL('**' + end, { timeout: 15000 }).then(() => true, () => false);
	check('the corner of a pinned post leads to it', await leads_to('/made/long/'));
	await page.goto(at.made + 'pinned/');
	await page.click('.card >> text=2025');
	check('a link in its foot leads elsewhere', await leads_to('/made/notes/'));
	await page.context().close();
}

async function test_scheme(browser, at) {
	const page = await tools.open(browser, at.origin, { ...wide, colorScheme: 'light' });
	await page.goto(at.sample);
	const light = await ground(page), button = page.locator('[data-tool=scheme]');
	check('the switch is off', await button.getAttribute('aria-pressed') === 'false');
	await button.click();
	const dark = await ground(page);
	check('the switch makes the page dark', dark !== light);
	check('the switch is on', await button.getAttribute('aria-pressed') === 'true');
	await page.goto(at.sample + 'cv/');
	check('the choice holds on the next page', await ground(page) === dark);
	await page.addInitScript(() => addEventListener('DOMContentLoaded', () => { window.early = getComputedStyle(document.body).backgroundColor; }));
	await page.route('**/recto.js*', (route) => route.abort());
	await page.reload();
	check('the page is dark before the script has come', await page.evaluate(() => window.early) === dark);
	await page.unroute('**/recto.js*');
	await page.reload();
	await page.emulateMedia({ media: 'print' });
	check('paper is light', await ground(page) === light || await page.evaluate(() => getComputedStyle(document.body).color) !== 'rgb(228, 228, 225)');
	await page.emulateMedia({ media: 'screen' });
	await button.click();
	check('it goes back to light', await ground(page) === light);
	check('and to the system\'s way', await page.evaluate(() => localStorage.getItem('recto-scheme')) === null);
	await page.emulateMedia({ colorScheme: 'dark' });
	check('which is dark where the system is', await ground(page) === dark);
	await page.context().close();
}

async function test_search(browser, at) {
	const page = await tools.open(browser, at.origin, wide);
	await page.goto(at.sample);
	await page.keyboard.press('Control+k');
	check('Ctrl-K opens the search', await visible(page, 'dialog.search input'));
	await page.keyboard.type('gauge');
	await page.waitForSelector('dialog.search li a');
	check('it finds', await page.locator('dialog.search li').count() > 1);
	check('it shows where', await page.locator('dialog.search mark').count() > 0);
	await page.keyboard.press('ArrowDown');
	check('arrows go through what was found', await page.evaluate(() => document.activeElement.localName === 'a'));
	await page.keyboard.press('Escape');
	check('Escape closes it', await gone(page, 'dialog'));
	await page.click('[data-tool=search]');
	await page.fill('dialog.search input', 'xyzzy');
	await page.waitForFunction(() => document.querySelector('dialog.search [role=status]').textContent !== '');
	check('it says when there is nothing', await page.locator('dialog.search li').count() === 0);
	await page.fill('dialog.search input', '潮位記');
	await page.waitForSelector('dialog.search li a');
	await page.keyboard.press('Enter');
	await page.waitForFunction(() => !document.querySelector('dialog[open]'));
	check('it finds Han characters, and Enter goes there', page.url().includes('#'));
	await page.context().close();
}

async function test_picture(browser, at) {
	const page = await tools.open(browser, at.origin, wide);
	await page.goto(at.made + 'picture/');
	const small = await page.locator('.zoomable img').boundingBox();
	await page.click('.zoomable');
	const large = await page.locator('dialog.zoom img').boundingBox();
	check('a picture is enlarged', large.width > 3 * small.width);
	check('it keeps its text', await page.locator('dialog.zoom img').getAttribute('alt') === 'a dot');
	await page.keyboard.press('Escape');
	check('Escape closes it', await gone(page, 'dialog'));
	check('the focus is back', await page.evaluate(() => document.activeElement.className === 'zoomable'));
	check('text is folded', !await visible(page, '#folded'));
	await page.click('.content summary');
	check('it unfolds', await visible(page, '#folded'));
	await page.context().close();
}

async function test_text(browser, at) {
	const page = await tools.open(browser, at.origin, { ...wide, permissions: ['clipboard-read', 'clipboard-write'] });
	await page.goto(at.made + 'notes/');
	const boxes = await page.evaluate(() => ['fnref:a', 'fn:a', 'fnref:b', 'fn:b'].map((id) => {
		const box = document.getElementById(id).getBoundingClientRect();
		return { top: box.top, left: box.left };
	}));
	check('notes stand beside their lines', Math.abs(boxes[0].top - boxes[1].top) < 30 && Math.abs(boxes[2].top - boxes[3].top) < 30);
	check('to the right of the text', boxes[1].left > boxes[0].left + 100);
	await page.setViewportSize({ width: 700, height: 900 });
	await page.waitForFunction(() => !document.querySelector('.side-notes'));
	check('and below it where there is no room', await page.evaluate(() =>
		document.getElementById('fn:a').getBoundingClientRect().top > document.querySelector('pre').getBoundingClientRect().bottom));
	await page.hover('pre');
	await page.click('.copy');
	check('code is copied', await page.evaluate(() => navigator.clipboard.readText()) === 'int main(void) { return 0; }');
	await page.setViewportSize(wide.viewport);
	await page.goto(at.made + 'long/');
	check('contents name the headings', await page.locator('.contents a').count() === 3);
	await page.click('.contents a >> text=Three');
	check('they lead there', new URL(page.url()).hash === '#three');
	await page.waitForSelector('.contents .here');
	check('they stay in view', await page.evaluate(() => document.querySelector('.contents').getBoundingClientRect().top > 0));
	await page.context().close();
}

async function test_phone(browser, at, script) {
	const page = await tools.open(browser, at.origin, { ...phone, javaScriptEnabled: script });
	const how = script ? 'phone: ' : 'phone without script: ';
	await page.goto(at.sample);
	check(how + 'the bar is folded', !await visible(page, 'nav a'));
	await page.click('#nav-open');
	check(how + 'it unfolds', await visible(page, 'nav a'));
	await page.click('nav a >> text=teaching');
	check(how + 'it leads on', page.url().endsWith('/teaching/'));
	await page.goto(at.made);
	await page.click('#nav-open');
	await page.click('.menu summary');
	check(how + 'menus open in it', await visible(page, '.menu ul a'));
	await page.context().close();
}

/* Without a script: one line in every window, all of it in view, or folded. */
async function test_bar(browser, at) {
	const page = await tools.open(browser, at.origin, { ...wide, javaScriptEnabled: false });
	await page.goto(at.made);
	let opened = 0, folded = 0;
	for (let width = 320; width <= 1400; width += 40) {
		await page.setViewportSize({ width, height: 700 });
		const boxes = await page.$$eval('.masthead nav > ul > li', (items) => items
			.filter((item) => item.getClientRects().length).map((item) => item.getBoundingClientRect().toJSON()));
		boxes.length ? opened++ : folded++;
		const calm = boxes.every((box) => box.top === boxes[0].top && box.left >= 0 && box.right <= width);
		if (!calm)
			check('the bar is one line at ' + width, false);
	}
	check('the bar opens in wide windows and folds in narrow ones', opened > 0 && folded > 0);
	await page.context().close();
}

async function test_no_script(browser, at) {
	const page = await tools.open(browser, at.origin, { ...wide, javaScriptEnabled: false, colorScheme: 'dark' });
	await page.goto(at.made + 'notes/');
	check('no script: no button that does nothing', !await visible(page, '.tools'));
	check('no script: notes stand below', await visible(page, '.footnotes'));
	const dark = await ground(page);
	await page.emulateMedia({ colorScheme: 'light' });
	check('no script: dark as the system is', await ground(page) !== dark);
	await page.goto(at.plain);
	await page.context().close();
	check('recto.scripts: false leaves no script', !/<script(?! type="application)/.test(fs.readFileSync(at.plain_file, 'utf8')));
}

/* Whether the page gets its own faces within a few seconds. */
const has_fonts = (page) => page.waitForFunction(() => [...document.fonts].some((face) => face.status === 'loaded'), null,
	{ timeout: 15000 }).then(() => true, () => false);

async function test_fonts(browser, at) {
	const page = await tools.open(browser, at.origin, wide);
	await page.route('**/fonts.css', (route) => setTimeout(() => route.continue(), 1500));
	const waited = async () => {
		await page.waitForFunction(() => performance.getEntriesByName('first-paint').length > 0);
		return page.evaluate(() => performance.getEntriesByName('first-paint')[0].startTime >
			Math.max(...performance.getEntriesByType('resource').filter((one) => one.name.endsWith('fonts.css'))
				.map((one) => one.responseEnd)));
	};
	await page.addInitScript(() => new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
		window.moved = (window.moved || 0) + entry.value;
	})).observe({ type: 'layout-shift', buffered: true }));
	await page.goto(at.sample);
	check('fonts: there on the first view', await has_fonts(page));
	check('fonts: which did not wait for them', !await waited());
	check('fonts: next to nothing moves when they come', (await page.evaluate(() => window.moved || 0)) < 0.02);
	await page.goto(at.sample + 'publications/');
	check('fonts: there on the next', await has_fonts(page));
	check('fonts: which does not show others before', await waited());
	await page.context().close();
	const bare = await tools.open(browser, at.origin, { ...wide, javaScriptEnabled: false });
	let loaded = false;
	bare.on('response', (response) => { loaded = loaded || response.url().endsWith('.woff2'); });
	await bare.goto(at.sample);
	await bare.waitForLoadState('networkidle');
	check('fonts: there without script', loaded);
	await bare.context().close();
}

async function test_print(browser, at) {
	const page = await tools.open(browser, at.origin, wide);
	await page.goto(at.sample);
	await page.emulateMedia({ media: 'print' });
	check('print: no bar', !await visible(page, '.masthead'));
	check('print: the text is there', await visible(page, 'main .content'));
	const pdf = await page.pdf({ format: 'A4' });
	check('print: pages come out', pdf.length > 10000);
	await page.context().close();
}

async function main([program, sample]) {
	await tools.within(async (root) => {
		write_site(path.join(root, 'source'));
		tools.build(program, sample, root, 'sample');
		tools.build(program, path.join(root, 'source'), root, 'made');
		tools.build(program, path.join(root, 'source'), root, 'plain', ['recto.scripts=false']);
		const browser = await tools.launch(), server = await tools.serve(root);
		const at = { origin: server.origin, sample: server.origin + '/sample/', made: server.origin + '/made/',
			plain: server.origin + '/plain/', plain_file: path.join(root, 'plain/index.html') };
		try {
			await test_bar(browser, at);
			await test_card(browser, at);
			await test_scheme(browser, at);
			await test_search(browser, at);
			await test_picture(browser, at);
			await test_text(browser, at);
			await test_phone(browser, at, true);
			await test_phone(browser, at, false);
			await test_bar(browser, at);
			await test_no_script(browser, at);
			await test_fonts(browser, at);
			await test_print(browser, at);
		} finally {
			await browser.close();
			server.close();
		}
	});
	tools.finish();
}

main(process.argv.slice(2)).catch((error) => { console.error(error); process.exit(1); });
