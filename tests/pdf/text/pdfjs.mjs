// The text of PDFs as pdf.js reads it, one after the other: node pdfjs.mjs PDFJS-FOLDER FILE.pdf...
// Pages end with a form feed, files with a NUL.
import { readFileSync } from "node:fs";
Promise.withResolvers ??= function () {
	const made = {};
	made.promise = new Promise((yes, no) => Object.assign(made, { resolve: yes, reject: no }));
	return made;
};
const [folder, ...files] = process.argv.slice(2);
const pdfjs = await import(`${folder}/legacy/build/pdf.mjs`);
for (const file of files) {
	const pdf = await pdfjs.getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
	let out = "";
	for (let i = 1; i <= pdf.numPages; i++) {
		const text = await (await pdf.getPage(i)).getTextContent();
		for (const item of text.items)
			out += item.str + (item.hasEOL ? "\n" : "");
		out += "\f";
	}
	process.stdout.write(out + "\0");
}
