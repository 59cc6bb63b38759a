/*
 * lighthouse RECTO [--runs=N] SITE [PATH...]: Lighthouse on pages of the site (its home and publications pages when none is
 * given), as a phone has them; fails below 100 in performance, accessibility, best practices or SEO. Says what was found below
 * that. Of N runs the one in the middle by performance counts: other work on the machine takes points.
 */
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const tools = require('./tools.js');

const categories = ['performance', 'accessibility', 'best-practices', 'seo'];

function run(url, report) {
	const program = path.join(tools.tool('lighthouse'), 'cli/index.js');
	execFileSync(process.execPath, [program, url, '--quiet', '--output=json', `--output-path=${report}`,
		`--only-categories=${categories}`, '--chrome-flags=--headless=new --no-sandbox --disable-gpu'],
	{ env: { ...process.env, CHROME_PATH: tools.chromium() }, stdio: ['ignore', 'ignore', 'pipe'] });
	return JSON.parse(fs.readFileSync(report, 'utf8'));
}

function median(runs, result) {
	const results = Array.from({ length: runs }, result);
	results.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
	return results[runs >> 1];
}

/* A line for a page, then one for each audit that is not perfect; true when all is. */
function show(url, result) {
	const scores = categories.map((name) => Math.round(100 * result.categories[name].score));
	const metrics = { 'first paint': 'first-contentful-paint', largest: 'largest-contentful-paint', blocked: 'total-blocking-time',
		shift: 'cumulative-layout-shift' };
	console.log(`${url}: ${categories.map((name, i) => `${name} ${scores[i]}`).join(', ')}; ${
		Object.keys(metrics).map((said) => `${said} ${result.audits[metrics[said]].displayValue}`).join(', ')}`);
	for (const name of categories)
		for (const { id, weight } of result.categories[name].auditRefs) {
			const audit = result.audits[id];
			if (weight > 0 && audit.score !== null && audit.score < 1)
				console.log(`    ${name}: ${audit.title} (${audit.displayValue || Math.round(100 * audit.score)})`);
		}
	return scores.every((score) => score === 100);
}

/* The server is a process of its own: Lighthouse runs while this one waits. */
async function main(args) {
	if (args[0] === '--serve') {
		process.send((await tools.serve(args[1])).origin);
		return;
	}
	const runs = args.filter((one) => one.startsWith('--runs=')).map((one) => Number(one.slice(7)))[0] || 1;
	const [program, site, ...paths] = args.filter((one) => !one.startsWith('--runs='));
	await tools.within(async (root) => {
		tools.build(program, site, root, 'site');
		const server = require('node:child_process').fork(__filename, ['--serve', root]);
		const origin = await new Promise((resolve) => server.once('message', resolve));
		let good = true;
		for (const one of paths.length ? paths : ['', 'publications/'])
			good = show('/' + one, median(runs, () => run(`${origin}/site/${one}`, path.join(root, 'report.json')))) && good;
		server.kill();
		process.exitCode = good ? 0 : 1;
	});
}

main(process.argv.slice(2)).catch((error) => { console.error(error); process.exit(1); });
