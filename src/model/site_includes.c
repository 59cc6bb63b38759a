/* Includes that themes have and content asks for: al-folio's, academicpages', minimal-mistakes'. */
#include "base/file.h"
#include "model/site_parts.h"

#define PICTURE_SOURCE                                                                             \
	"{% if include.path contains '://' %}{{ include.path }}{% else %}{{ include.path | "       \
	"default: include.image_path | relative_url }}{% endif %}"
#define CAPTION                                                                                    \
	"{% if include.caption %}<figcaption class=\"caption\">{{ include.caption "                \
	"}}</figcaption>{% endif %}"

#define WORK(how) "<recto-work path=\"{{ post.path }}\"" how "></recto-work>"

/* Each is one line: a blank line would end the HTML around the include. */
static const struct {
	const char *name, *text;
} builtins[] = {
	{"figure",
	 "<figure><img src=\"" PICTURE_SOURCE "\""
	 "{% if include.class %} class=\"{{ include.class }}\"{% endif %}"
	 "{% if include.width and include.width != 'auto' %} width=\"{{ include.width }}\"{% endif "
	 "%}"
	 "{% if include.height and include.height != 'auto' %} height=\"{{ include.height }}\"{% "
	 "endif %}"
	 "{% if include.max-width %} style=\"max-width: {{ include.max-width }}\"{% endif %}"
	 "{% if include.title %} title=\"{{ include.title | escape }}\"{% endif %}"
	 "{% if include.zoomable %} data-zoomable{% endif %}"
	 " alt=\"{{ include.alt | escape }}\">" CAPTION "</figure>"},
	{"video", "<figure><video src=\"" PICTURE_SOURCE "\" controls"
		  "{% if include.width and include.width != 'auto' %} width=\"{{ include.width "
		  "}}\"{% endif %}"
		  "{% if include.class %} class=\"{{ include.class }}\"{% endif %}></video>" CAPTION
		  "</figure>"},
	{"audio",
	 "<figure><audio src=\"" PICTURE_SOURCE "\" controls></audio>" CAPTION "</figure>"},
	{"projects",
	 "<div class=\"project\"><p>"
	 "<strong><a href=\"{% if project.redirect %}{{ project.redirect }}{% else %}{{ "
	 "project.url | relative_url }}"
	 "{% endif %}\">{{ project.title }}</a></strong></p>"
	 "{% if project.img %}<p><img src=\"{{ project.img | relative_url }}\" alt=\"\"></p>{% "
	 "endif %}"
	 "{% if project.description %}<p>{{ project.description }}</p>{% endif %}</div>"},
	{"news", "<recto-news{% if include.limit %} limit=\"{{ include.limit }}\"{% endif "
		 "%}></recto-news>"},
	{"courses", "<recto-courses></recto-courses>"},
	{"latest_posts", "<recto-posts></recto-posts>"},
	{"selected_papers",
	 "<recto-bibliography group_by=\"none\" query=\"@*[selected=true]\"></recto-bibliography>"},
	{"bib_search", ""},
	{"pagination",
	 "{% if paginator.total_pages > 1 %}<nav class=\"pagination\"><ul>"
	 "{% if paginator.previous_page %}<li><a rel=\"prev\" href=\"{{ "
	 "paginator.previous_page_path | relative_url }}\">&larr;</a></li>{% endif %}"
	 "{% for trail in paginator.page_trail %}<li>{% if trail.num == paginator.page %}"
	 "<a aria-current=\"page\" href=\"{{ trail.path | relative_url }}\">{{ trail.num }}</a>"
	 "{% else %}<a href=\"{{ trail.path | relative_url }}\">{{ trail.num }}</a>{% endif %}</li>"
	 "{% endfor %}{% if paginator.next_page %}<li><a rel=\"next\" href=\"{{ "
	 "paginator.next_page_path | relative_url }}\">&rarr;</a></li>{% endif %}"
	 "</ul></nav>{% endif %}"},
	{"repository/repo",
	 "<p class=\"repo\"><a href=\"https://github.com/{{ include.repository }}\">{{ "
	 "include.repository }}</a></p>"},
	{"repository/repo_user", "<p class=\"repo\"><a href=\"https://github.com/{{ "
				 "include.username }}\">{{ include.username }}</a></p>"},
	{"repository/repo_trophies", ""},
	/* academicpages */
	{"base_path", "{% assign base_path = site.baseurl %}"},
	{"archive-single", WORK("")},
	{"archive-single-talk", WORK("")},
	{"archive-single-cv", "<li>" WORK(" brief") "</li>"},
	{"archive-single-talk-cv", "<li>" WORK(" brief") "</li>"},
	/* minimal-mistakes */
	{"feature_row",
	 "{% if include.id %}{% assign row = page[include.id] %}{% else %}{% assign row = "
	 "page.feature_row %}{% endif %}{% for f in row %}{% unless f.title or f.image_path or "
	 "f.url %}{{ f.excerpt | markdownify }}{% continue %}{% endunless %}<div "
	 "class=\"project\">"
	 "{% if f.title %}<p><strong>{{ f.title }}</strong></p>{% endif %}"
	 "{% if f.image_path %}<p><img src=\"{{ f.image_path | relative_url }}\" alt=\"{{ f.alt | "
	 "escape }}\"></p>{% endif %}"
	 "{% if f.excerpt %}<div>{{ f.excerpt | markdownify | strip_newlines }}</div>{% endif %}"
	 "{% if f.url %}<p><a href=\"{{ f.url | relative_url }}\">{{ f.btn_label | default: "
	 "f.title | default: f.url }}</a></p>{% endif %}</div>{% endfor %}"},
	{"gallery",
	 "{% if include.id %}{% assign pictures = page[include.id] %}{% else %}{% assign pictures "
	 "= "
	 "page.gallery %}{% endif %}<figure>{% for p in pictures %}<img src=\"{{ p.image_path | "
	 "default: p.url | relative_url }}\" alt=\"{{ p.alt | escape }}\">{% endfor %}" CAPTION
	 "</figure>"},
};

const char *site_builtin_include(Str name)
{
	Str ending = path_extension(name);
	if (ending.len > 0 && !str_eq(ending, S(".liquid")) && !str_eq(ending, S(".html")))
		return NULL;
	name.len -= ending.len;
	if (str_eq(name, S("projects_horizontal")))
		name = S("projects");
	for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
		if (str_eq(name, str_from(builtins[i].name)))
			return builtins[i].text;
	return NULL;
}
