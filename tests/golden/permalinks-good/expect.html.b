<!DOCTYPE html>
<html lang="en" class="folio fixed">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'OURS'; style-src 'self' 'OURS'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>b | Ada Nowak</title>
<meta name="author" content="Ada Nowak">
<meta name="generator" content="recto">
<meta property="og:site_name" content="Ada Nowak">
<meta property="og:type" content="website">
<meta property="og:title" content="b">
<meta property="og:locale" content="en">
<meta name="twitter:card" content="summary">
<link rel="icon" href="data:,">
<link rel="preload" as="font" type="font/woff2" crossorigin href="assets/fonts/linlibertineo-HASH.woff2">
<link rel="stylesheet" id="recto-fonts" media="print" href="assets/fonts/fonts.css"><noscript><link rel="stylesheet" href="assets/fonts/fonts.css"></noscript>
<style></style>
<script></script>
<script defer src="assets/recto.js?HASH" data-copy="Copy" data-copied="Copied" data-close="Close" data-enlarge="Enlarge the picture" data-search="Search" data-hint="Search this site" data-none="Nothing found" data-index="/assets/search.json"></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="masthead">
<div>
<a class="brand" href="/"><b>Ada</b> Nowak</a>
<div class="tools">
<button type="button" data-tool="search" aria-label="Search" title="Search"><svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M10 2a8 8 0 1 0 4.9 14.3l5.4 5.4 1.5-1.5-5.4-5.4A8 8 0 0 0 10 2zm0 2.1a5.9 5.9 0 1 1 0 11.8 5.9 5.9 0 0 1 0-11.8z"/></svg></button>
<button type="button" data-tool="scheme" aria-label="Dark or light" title="Dark or light"><svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2a10 10 0 1 0 0 20a10 10 0 0 0 0-20zm0 2.2v15.6a7.8 7.8 0 0 1 0-15.6z"/></svg></button>
</div>
</div>
</header>
<div class="sheet">
<main id="main">
<header class="page-header">
<h1 class="title">b</h1>
</header>
<div class="content">
<p>B.</p>
</div>
</main>
</div>
<footer class="colophon">
<p>Ada Nowak <a href="/cv.pdf">CV as PDF</a></p>
</footer>
</body>
</html>
