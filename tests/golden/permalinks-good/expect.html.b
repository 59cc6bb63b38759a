<!DOCTYPE html>
<html lang="en" class="folio fixed">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>b | Ada Nowak</title>
<meta name="author" content="Ada Nowak">
<meta name="generator" content="recto">
<link rel="icon" href="data:,">
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
