/* html_text: escaping, addresses, and the few words that pages say themselves. */
#include "front/html_safe.h"
#include "write/html_part.h"

void html_add_attr(Buf *out, const char *name, Str value)
{
	buf_add_char(out, ' ');
	buf_add_cstr(out, name);
	buf_add_cstr(out, "=\"");
	markup_escape_attribute(out, value);
	buf_add_char(out, '"');
}

/* Characters that the URL standard wants escaped wherever they stand. */
static bool is_forbidden_in_url(unsigned char c)
{
	return c <= ' ' || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^' ||
	       c == '`' || c == '{' || c == '|' || c == '}';
}

Str html_escape_url(Arena *arena, Str url)
{
	Buf escaped = buf_in(arena);
	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.ptr[i];
		/* brackets are for addresses of hosts: http://[::1]/ */
		bool bracket = (c == '[' || c == ']') && !str_contains(url, S("://["));
		if (bracket || is_forbidden_in_url(c))
			buf_add_format(&escaped, "%%%02X", c);
		else
			buf_add_char(&escaped, url.ptr[i]);
	}
	return buf_str(&escaped);
}

void html_add_url_attr(Buf *out, const char *name, Str url)
{
	html_add_attr(out, name, html_escape_url(out->arena, url));
}

typedef struct {
	Str lang;
	Str words[HTML_WORD_COUNT];
} Words;

static const Words word_table[] = {
	{STR_INIT("en"),
	 {STR_INIT("Skip to content"), STR_INIT("Main menu"), STR_INIT("Contact"),
	  STR_INIT("CV as PDF"), STR_INIT("Last updated"), STR_INIT("This page has moved to")}},
	{STR_INIT("zh"),
	 {STR_INIT("跳到正文"), STR_INIT("主菜单"), STR_INIT("联系方式"), STR_INIT("简历 PDF"),
	  STR_INIT("最后更新"), STR_INIT("本页已移至")}},
	{STR_INIT("ja"),
	 {STR_INIT("本文へ移動"), STR_INIT("メインメニュー"), STR_INIT("連絡先"),
	  STR_INIT("履歴書(PDF)"), STR_INIT("最終更新"), STR_INIT("このページは移動しました:")}},
	{STR_INIT("ko"),
	 {STR_INIT("본문으로 건너뛰기"), STR_INIT("주 메뉴"), STR_INIT("연락처"),
	  STR_INIT("이력서 PDF"), STR_INIT("최종 수정"), STR_INIT("이 페이지는 옮겨졌습니다:")}},
	{STR_INIT("de"),
	 {STR_INIT("Zum Inhalt"), STR_INIT("Hauptmenü"), STR_INIT("Kontakt"),
	  STR_INIT("Lebenslauf als PDF"), STR_INIT("Zuletzt geändert"),
	  STR_INIT("Diese Seite ist umgezogen nach")}},
	{STR_INIT("fr"),
	 {STR_INIT("Aller au contenu"), STR_INIT("Menu principal"), STR_INIT("Contact"),
	  STR_INIT("CV en PDF"), STR_INIT("Dernière mise à jour"),
	  STR_INIT("Cette page a été déplacée vers")}},
	{STR_INIT("es"),
	 {STR_INIT("Saltar al contenido"), STR_INIT("Menú principal"), STR_INIT("Contacto"),
	  STR_INIT("CV en PDF"), STR_INIT("Última actualización"),
	  STR_INIT("Esta página se ha movido a")}},
	{STR_INIT("ru"),
	 {STR_INIT("К содержанию"), STR_INIT("Главное меню"), STR_INIT("Контакты"),
	  STR_INIT("Резюме в PDF"), STR_INIT("Обновлено"), STR_INIT("Эта страница переехала:")}},
	{STR_INIT("fa"),
	 {STR_INIT("رفتن به محتوا"), STR_INIT("منوی اصلی"), STR_INIT("تماس"), STR_INIT("رزومه PDF"),
	  STR_INIT("آخرین به‌روزرسانی"), STR_INIT("این صفحه منتقل شده است به")}},
};

/* The primary part of a language tag: "zh" of "zh-Hans". */
static Str primary_language(Str lang)
{
	size_t end = 0;
	while (end < lang.len && char_is_alpha(lang.ptr[end]))
		end++;
	return str_slice(lang, 0, end);
}

Str html_word(Str lang, HtmlWord word)
{
	Str primary = primary_language(lang);
	for (size_t i = 0; i < sizeof word_table / sizeof *word_table; i++) {
		if (str_eq_nocase(word_table[i].lang, primary))
			return word_table[i].words[word];
	}
	return word_table[0].words[word];
}

/* Year, month and day of "2025-06-01", also with a time behind it. */
static bool parse_date(Str date, int64_t parts[3])
{
	return date.len >= 10 && date.ptr[4] == '-' && date.ptr[7] == '-' &&
	       str_to_int(str_slice(date, 0, 4), &parts[0]) &&
	       str_to_int(str_slice(date, 5, 7), &parts[1]) &&
	       str_to_int(str_slice(date, 8, 10), &parts[2]) && parts[1] >= 1 && parts[1] <= 12;
}

Str html_date(Arena *arena, Str lang, Str date)
{
	static const char *const months[] = {"January",	  "February", "March",	  "April",
					     "May",	  "June",     "July",	  "August",
					     "September", "October",  "November", "December"};
	int64_t parts[3];
	if (!parse_date(date, parts))
		return date;
	int year = (int)parts[0], month = (int)parts[1], day = (int)parts[2];
	Str primary = primary_language(lang);
	if (str_eq(primary, S("zh")) || str_eq(primary, S("ja")))
		return str_format(arena, "%d年%d月%d日", year, month, day);
	if (str_eq(primary, S("ko")))
		return str_format(arena, "%d년 %d월 %d일", year, month, day);
	if (str_eq(primary, S("en")))
		return str_format(arena, "%s %d, %d", months[month - 1], day, year);
	return str_slice(date, 0, 10);
}

Str html_direction(Str lang)
{
	static const Str right_to_left[] = {
		STR_INIT("ar"),	 STR_INIT("fa"), STR_INIT("he"), STR_INIT("ur"), STR_INIT("ps"),
		STR_INIT("ckb"), STR_INIT("sd"), STR_INIT("ug"), STR_INIT("yi"), STR_INIT("dv"),
	};
	Str primary = primary_language(lang);
	for (size_t i = 0; i < sizeof right_to_left / sizeof *right_to_left; i++) {
		if (str_eq_nocase(right_to_left[i], primary))
			return S("rtl");
	}
	return S("ltr");
}

Str html_site_url(Arena *arena, const Site *site, Str path)
{
	Str base = site->baseurl;
	while (str_ends(base, S("/")))
		base = str_slice(base, 0, base.len - 1);
	return str_concat3(arena, base, str_starts(path, S("/")) ? S("") : S("/"), path);
}

Str html_link_url(const HtmlPage *page, Str url)
{
	return html_is_safe(page) && !html_safe_url(url) ? S("#") : url;
}

Str html_relative_url(const HtmlPage *page, Str url)
{
	Arena *arena = page->out->arena;
	Str root = html_site_url(arena, page->site, S("/"));
	if (!str_starts(url, root) || str_starts(url, S("//")) ||
	    str_eq(page->page->output, S("404.html"))) /* that one is shown at any address */
		return url;
	Buf out = buf_in(arena);
	for (size_t i = 0; i < page->page->output.len; i++)
		if (page->page->output.ptr[i] == '/')
			buf_add(&out, S("../"));
	buf_add(&out, str_from_offset(url, root.len));
	return buf_str(&out);
}

Str html_absolute_url(Arena *arena, const Site *site, Str path)
{
	Str url = str_trim(site->url);
	if (!str_starts_nocase(url, S("http")))
		return S("");
	while (str_ends(url, S("/")))
		url = str_slice(url, 0, url.len - 1);
	return str_concat(arena, url, html_site_url(arena, site, path));
}

Str html_site_title(const Site *site)
{
	Str title = str_trim(site->title);
	bool blank = title.len == 0 || str_eq_nocase(title, S("blank"));
	return blank && site->profile != NULL ? site->profile->name : title;
}
