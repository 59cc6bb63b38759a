/*
 * What a page can do beyond what it says: choose between dark and light, search, copy code, enlarge pictures, notes
 * beside the text. Everything can be read without it. Asks no other host for anything.
 */
(function () {
	"use strict";
	const root = document.documentElement;
	const words = document.currentScript.dataset;
	const find = (selector, from) => Array.from((from || document).querySelectorAll(selector));

	function make(tag, attributes, ...children) {
		const element = document.createElement(tag);
		for (const name in attributes)
			element.setAttribute(name, attributes[name]);
		element.append(...children);
		return element;
	}

	/* --- dark or light: the reader's choice is kept until it is that of the system again --- */
	const system = matchMedia("(prefers-color-scheme: dark)");
	const scheme = () => root.dataset.scheme || (system.matches ? "dark" : "light");

	function show_scheme(button) {
		button.setAttribute("aria-pressed", String(scheme() === "dark"));
	}

	function switch_scheme(button) {
		const next = scheme() === "dark" ? "light" : "dark";
		const own = next !== (system.matches ? "dark" : "light");
		if (own)
			root.dataset.scheme = next;
		else
			delete root.dataset.scheme;
		try {
			if (own)
				localStorage.setItem("recto-scheme", next);
			else
				localStorage.removeItem("recto-scheme");
		} catch (error) {} // storage may be forbidden: the choice holds for this page
		show_scheme(button);
	}

	for (const button of find("[data-tool=scheme]")) {
		show_scheme(button);
		button.addEventListener("click", () => switch_scheme(button));
		system.addEventListener("change", () => show_scheme(button));
	}

	/* --- the bar: one menu open at a time, none after a click elsewhere or Escape --- */
	const menus = find(".masthead details");
	const toggle = document.getElementById("nav-open");

	function close_menus(but) {
		for (const menu of menus)
			if (menu !== but)
				menu.open = false;
	}

	for (const menu of menus)
		menu.addEventListener("toggle", () => menu.open && close_menus(menu));
	document.addEventListener("click", (event) => {
		if (!event.target.closest(".masthead details"))
			close_menus(null);
		if (toggle && (!event.target.closest(".masthead") || event.target.closest(".masthead nav a")))
			toggle.checked = false;
	});
	document.addEventListener("keydown", (event) => {
		if (event.key !== "Escape")
			return;
		const open = menus.find((menu) => menu.open);
		if (open)
			open.querySelector("summary").focus();
		else if (toggle && toggle.checked) {
			toggle.checked = false;
			toggle.focus();
		}
		close_menus(null);
	});

	/* --- windows over the page: the search, a picture --- */
	function open_window(dialog) {
		document.body.append(dialog);
		dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
		dialog.addEventListener("close", () => dialog.remove());
		dialog.showModal();
	}

	/* --- search: all words somewhere in a part of a page; parts whose title has them come first --- */
	const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase();
	let index = null; /* a promise of all parts; of none when they cannot be had */

	async function fetch_index() {
		const parts = await (await fetch(words.index)).json();
		const here = (root.lang || "").split("-")[0];
		return parts.map((part) => ({
			title: part.title, page: part.page || "", url: part.url, text: part.text || "",
			title_folded: fold(part.title + " " + (part.page || "")), text_folded: fold(part.text || ""),
			other: part.lang && part.lang.split("-")[0] !== here ? 1 : 0,
		}));
	}

	const load_index = () => index = index || fetch_index().catch(() => { index = null; return []; });

	function score(part, asked) {
		let sum = -5 * part.other;
		for (const word of asked) {
			const at = part.title_folded.indexOf(word);
			if (at >= 0)
				sum += at === 0 || part.title_folded[at - 1] === " " ? 20 : 10;
			else if (part.text_folded.includes(word))
				sum += 2;
			else
				return -Infinity;
		}
		return sum;
	}

	/* Some words around the first hit, hits marked. Folding may change lengths, so hits are looked for again. */
	function excerpt(text, asked) {
		const lower = text.toLowerCase();
		const hits = asked.map((word) => lower.indexOf(word)).filter((at) => at >= 0);
		const first = hits.length ? Math.min(...hits) : 0;
		const start = first > 50 ? lower.indexOf(" ", first - 50) + 1 || first - 50 : 0;
		const shown = (start > 0 ? "…" : "") + text.slice(start, start + 160) + (text.length > start + 160 ? "…" : "");
		const out = make("span", { class: "excerpt" });
		const pattern = asked.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
		shown.split(new RegExp("(" + pattern + ")", "i")).forEach((piece, i) =>
			out.append(i % 2 ? make("mark", {}, piece) : piece));
		return out;
	}

	function show_results(list, status, parts, query) {
		const asked = fold(query).split(/\s+/).filter(Boolean);
		list.replaceChildren();
		status.textContent = "";
		if (!asked.length)
			return;
		const found = parts.map((part) => [score(part, asked), part]).filter(([value]) => value > -Infinity)
			.sort((a, b) => b[0] - a[0]).slice(0, 20);
		for (const [, part] of found)
			list.append(make("li", {}, make("a", { href: part.url }, make("b", {}, part.title),
				part.page ? make("span", { class: "of" }, part.page) : "", excerpt(part.text, asked))));
		status.textContent = found.length ? "" : words.none;
	}

	function open_search() {
		if (document.querySelector("dialog[open]"))
			return;
		const input = make("input", { type: "search", "aria-label": words.hint, placeholder: words.hint,
			autocomplete: "off", spellcheck: "false" });
		const list = make("ul", {}), status = make("p", { role: "status" });
		const dialog = make("dialog", { class: "search", "aria-label": words.search }, input, list, status);
		const update = async () => show_results(list, status, await load_index(), input.value);
		input.addEventListener("input", update);
		dialog.addEventListener("keydown", (event) => {
			const links = find("a", list), at = links.indexOf(document.activeElement);
			const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
			if (step) {
				event.preventDefault();
				(links[at + step] || (step < 0 ? input : links[at] || input)).focus();
			} else if (event.key === "Enter" && document.activeElement === input && links.length) {
				event.preventDefault();
				links[0].click();
			}
		});
		list.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
		open_window(dialog);
		input.focus();
		load_index();
	}

	const search_buttons = find("[data-tool=search]");
	for (const button of search_buttons)
		button.addEventListener("click", open_search);
	if (search_buttons.length)
		document.addEventListener("keydown", (event) => {
			if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
				event.preventDefault();
				open_search();
			}
		});

	/* --- pictures --- */
	function enlarge(image) {
		const copy = make("img", { src: image.src, alt: image.alt }); /* src is the largest of its copies */
		const close = make("button", { type: "button", class: "zoomed", "aria-label": words.close }, copy);
		const dialog = make("dialog", { class: "zoom", "aria-label": image.alt || words.enlarge }, close);
		close.addEventListener("click", () => dialog.close());
		open_window(dialog);
	}

	for (const image of find("img[data-zoomable], .paper-box-image img, .publication img")) {
		if (image.closest("a, button, summary") || image.hasAttribute("data-missing"))
			continue;
		const button = make("button", { type: "button", class: "zoomable",
			"aria-label": words.enlarge + (image.alt ? ": " + image.alt : "") });
		const around = image.parentElement.localName === "picture" ? image.parentElement : image;
		around.replaceWith(button);
		button.append(around);
		button.addEventListener("click", () => enlarge(image));
	}

	/* --- code --- */
	if (navigator.clipboard)
		for (const block of find(".content pre")) {
			const button = make("button", { type: "button", class: "copy" }, words.copy);
			const holder = make("div", { class: "code-holder" });
			block.replaceWith(holder);
			holder.append(block, button);
			button.addEventListener("click", async () => {
				await navigator.clipboard.writeText(block.innerText.replace(/\n$/, ""));
				button.textContent = words.copied;
				setTimeout(() => { button.textContent = words.copy; }, 1500);
			});
		}

	/* What scrolls sideways can be scrolled with the keyboard. */
	function make_scrollable() {
		for (const element of find(".content pre, .content table, .content .equation, .masthead nav"))
			if (element.scrollWidth > element.clientWidth + 1)
				element.tabIndex = 0;
			else
				element.removeAttribute("tabindex");
	}

	/* --- notes beside the text, where there is room for all of them --- */
	const notes = document.querySelector(".footnotes");
	const content = document.querySelector(".content");

	function note_places(column, width) {
		const top = content.getBoundingClientRect().top;
		const taken = find(":scope > *, :scope > section > *, :scope > section > section > *", content)
			.filter((block) => !block.matches(".footnotes, section") && !block.querySelector(":scope > section"))
			.concat(find(".profile, .portrait"))
			.map((block) => block.getBoundingClientRect()).filter((box) => box.width > 0 && box.right > column && box.left < column + width);
		let free = 0;
		return find("li", notes.querySelector("ol")).filter((item) => item.parentElement.parentElement === notes).map((item) => {
			const mark = document.getElementById("fnref:" + item.id.slice(3));
			if (!mark)
				return null;
			const at = Math.max(mark.getBoundingClientRect().top - top - 4, free);
			free = at + item.offsetHeight + 10;
			const clash = taken.some((box) => box.top - top < free && box.bottom - top > at);
			return clash || at - (mark.getBoundingClientRect().top - top) > 240 ? null : [item, at];
		});
	}

	function place_notes() {
		content.classList.remove("side-notes");
		const text = content.querySelector("p");
		const right = content.getBoundingClientRect().right, from = text ? text.getBoundingClientRect().right : right;
		const room = Math.min(document.body.clientWidth - 16, right + 240) - from - 32;
		if (getComputedStyle(content).direction === "rtl" || room < 176)
			return;
		const width = Math.min(room, 272);
		content.style.setProperty("--note-width", width + "px");
		content.style.setProperty("--note-left", from + 32 - content.getBoundingClientRect().left + "px");
		content.classList.add("side-notes");
		const places = note_places(from + 32, width);
		if (places.includes(null)) {
			content.classList.remove("side-notes");
			return;
		}
		for (const [item, at] of places)
			item.style.setProperty("top", at + "px");
	}

	/* --- publications: those that hold all words, and headings with something below them --- */
	for (const field of find(".filters .find")) {
		const input = field.querySelector("input"), count = field.querySelector("output");
		const nodes = find(".content :is(h1,h2,h3,h4,h5,h6).bibliography, .content .publication");
		const level = (node) => node.matches(".publication") ? 9 : Number(node.tagName[1]);
		const texts = new Map(nodes.map((node) => [node, fold(node.textContent)]));
		const papers = nodes.filter((node) => level(node) === 9);
		input.addEventListener("input", () => {
			const asked = fold(input.value).split(/\s+/).filter(Boolean);
			for (const paper of papers)
				paper.classList.toggle("missed", !asked.every((word) => texts.get(paper).includes(word)));
			nodes.forEach((node, i) => {
				if (level(node) === 9)
					return;
				const end = nodes.findIndex((next, k) => k > i && level(next) <= level(node));
				const below = nodes.slice(i, end < 0 ? nodes.length : end);
				node.classList.toggle("missed", !below.some((one) => level(one) === 9 && !one.matches(".missed")));
			});
			count.value = asked.length ? String(papers.filter((paper) => !paper.matches(".missed")).length) : "";
		});
		input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
		field.hidden = false;
	}

	/* --- the table of contents shows where the reader is --- */
	function follow_contents() {
		const links = new Map(find(".contents a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
		const headings = Array.from(links.keys()).map((id) => document.getElementById(id)).filter(Boolean);
		const update = () => {
			const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 4);
			const here = passed.length ? passed[passed.length - 1].id : "";
			for (const [id, link] of links)
				link.classList.toggle("here", id === here);
		};
		addEventListener("scroll", update, { passive: true });
		update();
	}

	function settle() {
		make_scrollable();
		if (notes && content)
			place_notes();
	}

	/* Once a frame, however much happens before it. */
	let waits = false;

	function settle_soon() {
		if (!waits)
			requestAnimationFrame(() => { waits = false; settle(); });
		waits = true;
	}

	settle();
	addEventListener("resize", settle_soon);
	addEventListener("load", settle_soon);
	if (document.fonts) /* they come later, and make lines wider */
		document.fonts.addEventListener("loadingdone", settle_soon);
	if (document.querySelector(".contents"))
		follow_contents();
})();
