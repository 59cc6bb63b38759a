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

	/* Whether some file that the page loaded is among those that changed. */
	function usesOneOf(changed, base) {
		const used = new Set(performance.getEntriesByType('resource')
			.map((entry) => new URL(entry.name))
			.filter((url) => url.origin === location.origin)
			.map((url) => plain(url.pathname)));
		return changed.some((path) => used.has(base + '/' + path));
	}

	function isStale(state) {
		if ((state.ok ? state.build : state.previous) === build)
			return false;
		if (!state.ok || state.previous !== build)
			return true;
		return file === '' ? state.changed.length > 0
			: state.changed.includes(file) || usesOneOf(state.changed, state.base);
	}

	/* Shows the page anew where that is needed; whether it does. */
	function take(state) {
		if (isStale(state)) {
			reload();
			return true;
		}
		if (state.ok)
			build = state.build;
		return false;
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
	if (shell)
		shell.attach(window, take, readPlace);
	else
		listen((state) => take(state) || tell(state));
})();
