/*
 * tools: what the tests in a browser share: the tools of others, sites built and served, one Chromium.
 *
 * The tools are those that setup.sh fetches: RECTO_WEB_TOOLS names the folder. Where one is absent the
 * test is skipped (77).
 */
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');

const folder = path.join(process.env.RECTO_WEB_TOOLS || path.join(__dirname, '../../build/web-tools'), 'node_modules');

function skip(what) {
	console.log(`skipped: ${what} is absent (tests/web/setup.sh)`);
	process.exit(77);
}

function tool(name) {
	const found = path.join(folder, name);
	return fs.existsSync(found) ? found : skip(found);
}

function chromium() {
	const found = process.env.CHROME_PATH || '/usr/bin/chromium';
	return fs.existsSync(found) ? found : skip(found);
}

/* The site in `source`, built for the address /NAME/ below `root`. */
function build(program, source, root, name, settings = []) {
	const sets = ['baseurl=/' + name, ...settings].flatMap((set) => ['--set', set]);
	try {
		execFileSync(program, ['build', source, '-q', '--no-cache', '-o', path.join(root, name), ...sets],
			{ stdio: ['ignore', 'ignore', 'pipe'] });
	} catch (error) { // 1: the content is faulty, which is not this test's matter
		if (error.status !== 1) throw error;
	}
	return name;
}

/* All pages of a built site as addresses below the root. */
function pages(root, name) {
	return fs.readdirSync(path.join(root, name), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.html')).sort()
		.map((file) => '/' + name + '/' + file.split(path.sep).join('/'));
}

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css',
	'.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp',
	'.pdf': 'application/pdf', '.woff2': 'font/woff2', '.xml': 'application/xml', '.txt': 'text/plain' };

/* A static server, gzip where the browser takes it; resolves to {origin, close}. */
function serve(root) {
	const zlib = require('node:zlib');
	const server = http.createServer((request, response) => {
		let file = path.join(root, decodeURIComponent(request.url.replace(/[?#].*/, '')));
		if (file.endsWith(path.sep)) file += 'index.html';
		if (!file.startsWith(root) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) {
			response.writeHead(404);
			response.end();
			return;
		}
		const type = types[path.extname(file)] || 'application/octet-stream';
		const packed = /text|json|xml/.test(type);
		response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'max-age=31536000',
			...(packed ? { 'Content-Encoding': 'gzip' } : {}) });
		const bytes = fs.readFileSync(file);
		response.end(packed ? zlib.gzipSync(bytes) : bytes);
	});
	return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({
		origin: 'http://127.0.0.1:' + server.address().port,
		close: () => server.close(),
	})));
}

/* A browser that reaches no other host than ours. */
function launch() {
	const { chromium: kind } = require(tool('playwright-core'));
	return kind.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu',
		'--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] });
}

/* A page that asks no other host for anything; what it asked for is in `asked`. */
async function open(browser, origin, options = {}) {
	const context = await browser.newContext(options);
	const page = await context.newPage();
	page.asked = [];
	await page.route((url) => url.origin !== origin && url.protocol.startsWith('http'), (route) => {
		page.asked.push(route.request().url());
		return route.abort();
	});
	return page;
}

/* Runs `work(root)` in a folder of its own that goes away with it. */
async function within(work) {
	const root = fs.mkdtempSync(path.join(os.tmpdir(), 'recto-web-'));
	try {
		return await work(root);
	} finally {
		fs.rmSync(root, { recursive: true, force: true });
	}
}

let failed = 0, passed = 0;

/* Whether `said` holds; what does not is told. */
function check(said, holds) {
	if (holds) passed++;
	else {
		failed++;
		console.log('not so: ' + said);
	}
}

/* Says how many hold, and ends with 1 when one did not. */
function finish() {
	console.log(`${passed} passed, ${failed} failed`);
	process.exit(failed ? 1 : 0);
}

module.exports = { check, finish, tool, chromium, build, pages, serve, launch, open, within, skip };
