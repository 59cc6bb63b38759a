(function (root) {
	root.classList.add("script");
	try {
		var scheme = localStorage.getItem("recto-scheme");
		if (scheme && !root.classList.contains("light"))
			root.dataset.scheme = scheme;
	} catch (error) {}
	/* The first view is painted without the sheet of the fonts; later ones have it at hand, and wait for it. */
	var late = document.getElementById("recto-fonts");
	if (!late)
		return;
	var seen = false;
	try {
		seen = localStorage.getItem("recto-fonts") === late.href;
		localStorage.setItem("recto-fonts", late.href);
	} catch (error) {}
	if (seen) {
		var link = document.createElement("link");
		link.rel = "stylesheet";
		link.blocking = "render";
		link.href = late.href;
		late.replaceWith(link);
	} else {
		late.addEventListener("load", function () {
			function apply() { late.media = "all"; }
			setTimeout(apply, 2000);
			new PerformanceObserver(function (list) {
				if (list.getEntriesByName("first-contentful-paint").length)
					apply();
			}).observe({ type: "paint", buffered: true });
		});
	}
})(document.documentElement);
