/*
 * preview_shell: /_preview, the page and the PDF side by side. preview.js tells it of builds and
 * shows what is wrong; the page in the frame tells it of itself.
 *
 * No browser says which page of a PDF its viewer shows: the page is the one that was asked for
 * last, by the buttons or by following the page in the frame, and stays so from build to build.
 */
(() => {
	'use strict';
	const get = (id) => document.getElementById(id);
	const frame = get('page'), pane = get('pdf');
	let inner = null; /* {window, take, place} of the page in the frame */
	let state = null; /* of the last good build */
	let pdf = 0, number = 1, place = '';

	/* --- the PDF --- */

	function address() {
		const where = place ? `nameddest=${encodeURIComponent(place)}` : `page=${number}&view=FitH`;
		return `${state.pdfs[pdf].url}?build=${state.build}#${where}&toolbar=0&navpanes=0`;
	}

	/* The new one is loaded behind the old one, which then goes: nothing flickers. */
	function showPdf() {
		const fresh = document.createElement('iframe');
		const old = [...pane.children];
		fresh.title = state.pdfs[pdf].title;
		fresh.className = 'behind';
		const swap = () => {
			old.forEach((one) => one.remove());
			fresh.classList.remove('behind');
		};
		fresh.addEventListener('load', swap, { once: true });
		setTimeout(swap, 1500);
		fresh.src = address();
		pane.append(fresh);
		tellNumber();
	}

	function tellNumber() {
		const pages = state.pdfs[pdf].pages;
		number = Math.min(Math.max(number, 1), Math.max(pages, 1));
		get('number').textContent = `${number} / ${pages}`;
		get('back').disabled = number <= 1;
		get('on').disabled = number >= pages;
		get('alone').href = state.pdfs[pdf].url;
	}

	function turn(by) {
		number += by;
		place = '';
		showPdf();
	}

	function listPdfs() {
		const list = get('pdfs');
		list.hidden = state.pdfs.length < 2;
		list.replaceChildren(...state.pdfs.map((one, i) => new Option(one.title, i, false, i === pdf)));
		get('follow').parentElement.hidden = Object.keys(state.places).length === 0;
	}

	/* --- the page --- */

	function follow() {
		if (!get('follow').checked || !inner || !state || pdf !== 0)
			return;
		const id = inner.place().id;
		const at = id !== undefined && id in state.places ? id : '';
		if (at === place)
			return;
		place = at;
		number = at ? state.places[at] : 1;
		showPdf();
	}

	let waiting = 0;
	function onScroll() {
		clearTimeout(waiting);
		waiting = setTimeout(follow, 200);
	}

	/* The page that the address of /_preview names, if it is one of this server's. */
	function wanted() {
		const wish = new URL(new URLSearchParams(location.search).get('page') || state.home, location.origin);
		return wish.origin === location.origin ? wish.pathname : state.home;
	}

	function attach(window, take, readPlace) {
		inner = { window, take, place: readPlace };
		history.replaceState(null, '', '?page=' + window.location.pathname);
		get('address').textContent = window.location.pathname;
		get('address').href = window.location.href;
		document.title = window.document.title;
		window.addEventListener('scroll', onScroll, { passive: true });
		if (state)
			take(state);
	}

	/* --- news --- */

	function needsPdf(old) {
		return !old || old.build !== state.previous || !pane.firstChild ||
			state.changed.includes(state.pdfs[pdf].file);
	}

	const pause = (ms) => new Promise((go) => setTimeout(go, ms));

	/* The page comes first: a viewer of PDFs takes the browser a while to start. */
	async function hear(news) {
		get('dot').className = news.ok ? 'dot good' : 'dot bad';
		get('status').textContent = news.ok ? `built in ${news.ms} ms` : 'cannot be built';
		if (!news.ok) {
			if (inner)
				inner.take(news);
			return;
		}
		const old = state;
		state = news;
		pdf = Math.min(pdf, state.pdfs.length - 1);
		listPdfs();
		tellNumber();
		const stale = needsPdf(old) && !(old && old.build === state.build);
		if (!frame.src)
			frame.src = wanted();
		else if (inner)
			await Promise.race([inner.take(state), pause(200)]);
		if (stale)
			showPdf();
	}

	/* --- the bar --- */

	function choose(kind, value) {
		get('panes').dataset[kind] = value;
		for (const button of document.querySelectorAll(`button[data-${kind}]`))
			button.setAttribute('aria-pressed', String(button.dataset[kind] === value));
	}

	for (const kind of ['width', 'show'])
		for (const button of document.querySelectorAll(`button[data-${kind}]`))
			button.addEventListener('click', () => choose(kind, button.dataset[kind]));
	get('back').addEventListener('click', () => turn(-1));
	get('on').addEventListener('click', () => turn(1));
	get('follow').addEventListener('change', follow);
	get('pdfs').addEventListener('change', (event) => {
		pdf = Number(event.target.value);
		number = 1;
		place = '';
		showPdf();
	});
	window.rectoShell = { attach, hear };
})();
