<!DOCTYPE html>
<html lang="en" class="folio fixed">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self' 'OURS'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'self'">
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
<link rel="stylesheet" href="assets/fonts/fonts.css">
<style></style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="masthead">
<div>
<a class="brand" href="/"><b>Ada</b> Nowak</a>
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
