/*
 * preview: on every page that `recto serve` shows, and behind /_preview. Hears of builds, shows the
 * page anew at the place where it was, and what is wrong over it. In a frame of /_preview it leaves
 * all this to the page around it (preview_shell.js). Nothing here is part of a built site.
 */
(() => {
	'use strict';
	const script = document.currentScript;
	const file = script.dataset.file;
	const isShell = 'shell' in script.dataset;
	const placeKey = 'recto:place';
	let build = script.dataset.build;

	/* --- the place on the page --- */

	/* The last element with an id that begins in the upper part of the window, and where it does. */
	function readPlace() {
		let best = null;
		for (const element of document.querySelectorAll('body [id]')) {
			const box = element.getBoundingClientRect();
			if (box.width > 0 && box.top <= Math.min(140, innerHeight / 4))
				best = { id: element.id, below: box.top };
		}
		return { ...best, x: scrollX, y: scrollY };
	}

	function savePlace() {
		const open = [...document.querySelectorAll('details')].map((one) => one.open);
		const place = { page: location.pathname + location.search, open, ...readPlace() };
		try {
			sessionStorage.setItem(placeKey, JSON.stringify(place));
		} catch { /* without storage the page begins at its top */ }
	}

	function takePlace() {
		try {
			const place = JSON.parse(sessionStorage.getItem(placeKey));
			sessionStorage.removeItem(placeKey);
			return place && place.page === location.pathname + location.search ? place : null;
		} catch {
			return null;
		}
	}

	function goTo(place) {
		const element = place.id !== undefined && place.y > 0 && document.getElementById(place.id);
		const y = element ? scrollY + element.getBoundingClientRect().top - place.below : place.y;
		scrollTo({ left: place.x, top: y, behavior: 'instant' });
	}

	function restorePlace() {
		const place = takePlace();
		if (!place)
			return;
		const details = document.querySelectorAll('details');
		if (details.length === place.open.length)
			details.forEach((one, i) => { one.open = place.open[i]; });
		let moved = false;
		for (const kind of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
			addEventListener(kind, () => { moved = true; }, { once: true, passive: true });
		goTo(place);
		/* pictures that come late move what is below them */
		addEventListener('load', () => {
			if (!moved)
				goTo(place);
		}, { once: true });
		/* the browser would scroll to its own idea of the place as soon as it may */
		addEventListener('pagehide', () => { history.scrollRestoration = reloads ? 'manual' : 'auto'; });
	}

	let reloads = false;

	function reload() {
		reloads = true;
		savePlace();
		history.scrollRestoration = 'manual';
		location.reload();
	}

	/* --- what a build means for this page --- */

	/* A path without escapes; as it is where they are none. */
	function plain(path) {
		try {
			return decodeURIComponent(path);
		} catch {
			return path;
		}
	}

	const used = new Set(); /* paths of the files that the page loaded */

	function note(entries) {
		for (const entry of entries) {
			const url = new URL(entry.name);
			if (url.origin === location.origin)
				used.add(plain(url.pathname));
		}
	}

	const loads = new PerformanceObserver((list) => note(list.getEntries()));
	loads.observe({ type: 'resource', buffered: true });

	/* Whether some file that the page loaded, itself aside, is among those that changed. */
	function usesOneOf(changed, base) {
		note(loads.takeRecords());
		return changed.some((path) => path !== file && used.has(base + '/' + path));
	}

	function isStale(state) {
		if ((state.ok ? state.build : state.previous) === build)
			return false;
		if (!state.ok || state.previous !== build)
			return true;
		return file === '' ? state.changed.length > 0
			: state.changed.includes(file) || usesOneOf(state.changed, state.base);
	}

	/* Shows what a build made of the page; whether the page stands, and is not loaded anew. */
	async function takeNow(state) {
		if (isStale(state) && !await exchangeWords(state)) {
			reload();
			return false;
		}
		if (state.ok)
			build = state.build;
		return true;
	}

	let before = Promise.resolve();
	const take = (state) => before = before.then(() => takeNow(state));

	/* --- the page anew without loading it --- */

	/*
	 * Most saves change some words. Then the page as it was served is laid beside the one that is
	 * served now, and text that differs is exchanged in the page that stands: it keeps its place, what
	 * is unfolded and what was typed. Where anything else differs, or a script has touched what would
	 * go, or may want to touch what would come, nothing is done, and the page is loaded anew.
	 */
	const textTags = new Set(('a abbr b bdi bdo blockquote br cite code dd del dfn div dl dt em i ins kbd li mark ' +
		'ol p q rp rt ruby s samp small span strong sub sup time u ul var wbr').split(' '));
	const ownScript = 'script[src="/_recto/preview.js"]';
	const textAttributes = new Set(['class', 'datetime', 'dir', 'href', 'lang', 'rel', 'start', 'title']);
	let served = null; /* the page as it was served, parsed and left alone; null: not known */

	/* The page as it is served now, and the build that it is of; null when it cannot be had. Its style
	 * sheets are but data: the policy of the page that stands may not know them. */
	async function fetchPage() {
		try {
			const reply = await fetch(location.href, { cache: 'no-store' });
			const text = await reply.text();
			const page = new DOMParser().parseFromString(text.replace(/<style>([^]*?)<\/style>/g,
				(all, sheet) => `<meta content="${encodeURIComponent(sheet)}">`), 'text/html');
			const own = page.querySelector(ownScript);
			const build = own.dataset.build;
			own.dataset.build = '';
			return reply.ok ? { page, build } : null;
		} catch {
			return null;
		}
	}

	const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
	const isTag = (node, other) => node.cloneNode(false).isEqualNode(other.cloneNode(false));
	const isPair = (live, old, fresh) => old.isEqualNode(fresh) ||
		(isElement(live) && live.nodeName === old.nodeName && isTag(old, fresh));

	/* Text, and elements that do nothing but mark it. */
	function isText(node) {
		if (!isElement(node))
			return true;
		return node instanceof HTMLElement && textTags.has(node.localName) &&
			node.getAttributeNames().every((name) => textAttributes.has(name)) &&
			[...node.childNodes].every(isText);
	}

	/*
	 * Adds to `swaps` what makes `fresh` of `live`, which was `old` when it was served; false when more
	 * than text differs. Children that are alike at both ends stay; the others are looked into in pairs
	 * where each has the element that it had, or else all go for the new ones.
	 */
	function compare(live, old, fresh, swaps) {
		if (old.isEqualNode(fresh))
			return true;
		const now = [...live.childNodes], was = [...old.childNodes], is = [...fresh.childNodes];
		const least = Math.min(was.length, is.length);
		let from = 0, behind = 0;
		if (now.length !== was.length)
			return false;
		while (from < least && was[from].isEqualNode(is[from]))
			from++;
		while (behind < least - from && was.at(-1 - behind).isEqualNode(is.at(-1 - behind)))
			behind++;
		const go = now.slice(from, now.length - behind), gone = was.slice(from, was.length - behind);
		const come = is.slice(from, is.length - behind);
		if (go.length === come.length && go.every((one, i) => isPair(one, gone[i], come[i])))
			return go.every((one, i) => compare(one, gone[i], come[i], swaps));
		swaps.push({ go, come, parent: live, next: now[from + go.length] || null });
		return !live.closest('.publication') && /* whose words the filter of papers knows */
			go.every((one, i) => one.isEqualNode(gone[i])) && gone.every(isText) && come.every(isText);
	}

	/* Scripts but those that recto puts to pages, which do without what is text. */
	function hasOtherScripts(page) {
		return page.querySelector(`body :is(script:not(${ownScript}), template)`) !== null ||
			[...page.head.querySelectorAll('script[src]')]
				.some((one) => !/(^|\/)assets\/recto\.js(\?|$)/.test(one.getAttribute('src')));
	}

	/* What exchanges the words of `old` for those of `fresh` on the page; null when more differs. */
	function findSwaps(old, fresh) {
		const swaps = [];
		const alike = isTag(old.documentElement, fresh.documentElement) && old.head.isEqualNode(fresh.head) &&
			isTag(old.body, fresh.body) && !hasOtherScripts(old) && !hasOtherScripts(fresh);
		return alike && compare(document.body, old.body, fresh.body, swaps) ? swaps : null;
	}

	/* Whether what the build changed could be put into the page that stands. */
	async function exchangeWords(state) {
		if (!state.ok || file === '' || !served || state.previous !== build || usesOneOf(state.changed, state.base))
			return false;
		const made = await fetchPage();
		const swaps = made && findSwaps(served, made.page);
		if (!swaps)
			return false;
		const place = readPlace();
		for (const { go, come, parent, next } of swaps) {
			go.forEach((one) => one.remove());
			come.forEach((one) => parent.insertBefore(document.importNode(one, true), next));
		}
		served = made.page;
		goTo(place);
		dispatchEvent(new Event('resize')); /* scripts place anew what stands beside text */
		return true;
	}

	async function noteServed() {
		const made = await fetchPage();
		if (made && made.build === build)
			served = made.page;
	}

	/* --- what is wrong --- */

	const sheet = new CSSStyleSheet();
	sheet.replaceSync(`
		:host { all: initial; position: fixed; inset: 0; z-index: 2147483647; pointer-events: none;
			font: 15px/1.5 system-ui, sans-serif; color: #1c1c1e; color-scheme: light dark; }
		.veil { position: absolute; inset: 0; pointer-events: auto; background: rgb(20 22 26 / .42);
			display: grid; grid-template-columns: minmax(0, 860px); justify-content: center; align-items: start;
			padding: 6vh 16px 16px; overflow: auto; }
		.card { box-sizing: border-box; background: #fff; border-radius: 10px;
			border-top: 5px solid #c62828; box-shadow: 0 18px 60px rgb(0 0 0 / .35); padding: 20px 26px 16px; }
		.card.mild { border-top-color: #b26a00; }
		header { display: flex; align-items: baseline; gap: 12px; }
		h1 { font-size: 18px; line-height: 1.3; margin: 0; flex: 1; font-weight: 650; }
		button { font: inherit; font-size: 13px; color: inherit; background: none; cursor: pointer;
			border: 1px solid rgb(128 128 128 / .5); border-radius: 6px; padding: 2px 10px; }
		button:focus-visible { outline: 2px solid #2563eb; outline-offset: 2px; }
		article { margin: 16px 0 0; }
		.place { font: 13px/1.5 ui-monospace, monospace; color: #5f6368; overflow-wrap: anywhere; }
		.text { font-weight: 600; overflow-wrap: anywhere; }
		.error .text { color: #b3261e; }
		.warning .text { color: #8a5200; }
		pre { font: 13px/1.6 ui-monospace, monospace; margin: 6px 0; padding: 8px 12px; overflow-x: auto;
			background: #f4f4f5; border-radius: 6px; tab-size: 4; }
		pre mark { background: #ffd7d3; color: inherit; border-bottom: 2px solid #c62828; padding: 1px 0; }
		.warning pre mark { background: #ffe9c2; border-bottom-color: #b26a00; }
		pre i { color: #9a9a9f; font-style: normal; user-select: none; padding-right: 12px; }
		.hint::before { content: 'hint: '; color: #5f6368; }
		footer { margin-top: 18px; padding-top: 10px; border-top: 1px solid rgb(128 128 128 / .25);
			font-size: 13px; color: #5f6368; }
		.pill { position: absolute; left: 14px; bottom: 14px; pointer-events: auto; background: #fff;
			box-shadow: 0 2px 10px rgb(0 0 0 / .25); border-radius: 999px; padding: 5px 14px; border-color: transparent; }
		.pill::before { content: ''; display: inline-block; width: 8px; height: 8px; border-radius: 50%;
			background: #b26a00; margin-right: 8px; }
		.pill.error::before { background: #c62828; }
		.pill.ended::before { background: #8e8e93; }
		@media (prefers-color-scheme: dark) {
			:host { color: #ececf0; }
			.card, .pill { background: #232428; }
			pre { background: #17181b; }
			pre mark { background: #5c1d1a; }
			.warning pre mark { background: #4d3507; }
			.error .text { color: #ff8a80; }
			.warning .text { color: #ffc266; }
			.place, .hint::before, footer { color: #a0a3a8; }
		}
		@media print { :host { display: none; } }
	`);

	function make(name, properties, ...children) {
		const element = Object.assign(document.createElement(name), properties);
		element.append(...children);
		return element;
	}

	let root = null;
	let last = null;
	let hidden = ''; /* the build whose errors the reader put away */

	function surface() {
		if (root)
			return root;
		const host = make('div', { id: 'recto-overlay' });
		root = host.attachShadow({ mode: 'open' });
		root.adoptedStyleSheets = [sheet];
		document.documentElement.append(host);
		addEventListener('keydown', (event) => {
			if (event.key === 'Escape' && root.querySelector('.veil'))
				putAway();
		});
		return root;
	}

	function place(message) {
		return message.file === undefined ? 'recto' : `${message.file}:${message.line}:${message.column}`;
	}

	function article(message) {
		const one = make('article', { className: message.level },
			make('div', { className: 'place' }, place(message)),
			make('div', { className: 'text' }, message.text));
		if (message.before !== undefined)
			one.append(make('pre', {}, make('i', {}, String(message.line)), message.before,
				make('mark', {}, message.marked || '\u200B'), message.after));
		if (message.hint)
			one.append(make('div', { className: 'hint' }, message.hint));
		return one;
	}

	function count(number, word) {
		return `${number} ${word}${number === 1 ? '' : 's'}`;
	}

	function summary(state) {
		const parts = [];
		if (state.errors > 0)
			parts.push(count(state.errors, 'error'));
		if (state.warnings > 0)
			parts.push(count(state.warnings, 'warning'));
		return parts.join(', ');
	}

	function showCard() {
		const close = make('button', { type: 'button', onclick: putAway }, 'Hide');
		const card = make('section', { className: last.ok ? 'card mild' : 'card' },
			make('header', {}, make('h1', {}, last.ok ? summary(last)
				: 'The site cannot be built: ' + summary(last)), close),
			...last.messages.map(article));
		card.setAttribute('role', 'alert');
		if (!last.ok)
			card.append(make('footer', {}, last.previous
				? 'What is shown below is of the last good build.'
				: 'The page appears as soon as a build succeeds.'));
		const veil = make('div', { className: 'veil' }, card);
		veil.addEventListener('click', (event) => event.target === veil && putAway());
		surface().replaceChildren(veil);
		close.focus({ preventScroll: true });
	}

	function showPill() {
		const text = last && summary(last);
		if (!text) {
			if (root)
				root.replaceChildren();
			return;
		}
		surface().replaceChildren(make('button', { type: 'button', onclick: showCard,
			className: last.ok ? 'pill' : 'pill error' }, text));
	}

	function putAway() {
		hidden = last.build;
		showPill();
	}

	function tell(state) {
		last = state;
		if (!state.ok && state.build !== hidden)
			showCard();
		else
			showPill();
	}

	function tellEnd() {
		surface().replaceChildren(make('div', { className: 'pill ended' }, 'recto serve has ended'));
	}

	/* --- news --- */

	/* A hidden page takes no connection: browsers have but six for a server. */
	function listen(hear) {
		let source = null, ended = 0;
		const open = () => {
			if (source || document.visibilityState === 'hidden')
				return;
			source = new EventSource('/_recto/events');
			source.onmessage = (event) => {
				stay();
				hear(JSON.parse(event.data));
			};
			source.onerror = () => { /* again and again, until the server is there again */
				ended = ended || setTimeout(tellEnd, 1500);
				if (source.readyState === EventSource.CLOSED)
					setTimeout(() => { close(); open(); }, 1000);
			};
		};
		const stay = () => {
			clearTimeout(ended);
			ended = 0;
		};
		const close = () => {
			stay();
			if (source)
				source.close();
			source = null;
		};
		document.addEventListener('visibilitychange',
			() => (document.visibilityState === 'hidden' ? close : open)());
		addEventListener('pagehide', close);
		addEventListener('pageshow', open);
		open();
	}

	/* The page around this one, when that is /_preview. */
	function shellAround() {
		try {
			return parent !== window ? parent.rectoShell : undefined;
		} catch {
			return undefined;
		}
	}

	if (isShell) {
		listen((state) => {
			window.rectoShell.hear(state);
			tell(state);
		});
		return;
	}
	restorePlace();
	const shell = shellAround();
	addEventListener('load', noteServed, { once: true });
	if (shell)
		shell.attach(window, take, readPlace);
	else
		listen(async (state) => await take(state) && tell(state));
})();
