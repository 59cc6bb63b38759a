(function (root) {
	root.classList.add("script");
	try {
		var scheme = localStorage.getItem("recto-scheme");
		if (scheme && !root.classList.contains("light"))
			root.dataset.scheme = scheme;
	} catch (error) {}
})(document.documentElement);
