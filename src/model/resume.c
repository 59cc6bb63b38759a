/* Which form CV data has, what sections are about, order by date. */
#include "model/resume.h"

#include "model/resume_parts.h"

/* --- kinds --- */

typedef struct {
	ResumeKind kind;
	const char *key;       /* JSON Resume's, or a name of our own */
	const char *words[10]; /* en, fr, de, es, pt, it, ru, zh, ja, ko */
} Kind;

static const char *const kind_languages[] = {"en", "fr", "de", "es", "pt",
					     "it", "ru", "zh", "ja", "ko"};
enum { KIND_LANGUAGES = 10 };

static const Kind kinds[] = {
	{RESUME_SUMMARY,
	 "summary",
	 {"Summary", "Profil", "Profil", "Perfil", "Perfil", "Profilo", "О себе", "简介", "概要",
	  "소개"}},
	{RESUME_EDUCATION,
	 "education",
	 {"Education", "Formation", "Ausbildung", "Formación", "Formação", "Istruzione",
	  "Образование", "教育经历", "学歴", "학력"}},
	{RESUME_WORK,
	 "work",
	 {"Experience", "Expérience", "Berufserfahrung", "Experiencia", "Experiência", "Esperienza",
	  "Опыт работы", "工作经历", "職歴", "경력"}},
	{RESUME_VOLUNTEER,
	 "volunteer",
	 {"Volunteering", "Bénévolat", "Ehrenamt", "Voluntariado", "Voluntariado", "Volontariato",
	  "Волонтёрство", "志愿经历", "ボランティア", "봉사 활동"}},
	{RESUME_TEACHING,
	 "teaching",
	 {"Teaching", "Enseignement", "Lehre", "Docencia", "Ensino", "Didattica", "Преподавание",
	  "教学", "教育活動", "강의"}},
	{RESUME_PROJECTS,
	 "projects",
	 {"Projects", "Projets", "Projekte", "Proyectos", "Projetos", "Progetti", "Проекты", "项目",
	  "プロジェクト", "프로젝트"}},
	{RESUME_PUBLICATIONS,
	 "publications",
	 {"Publications", "Publications", "Publikationen", "Publicaciones", "Publicações",
	  "Pubblicazioni", "Публикации", "论文发表", "論文", "논문"}},
	{RESUME_TALKS,
	 "talks",
	 {"Talks", "Conférences", "Vorträge", "Conferencias", "Palestras", "Conferenze", "Доклады",
	  "学术报告", "講演", "발표"}},
	{RESUME_GRANTS,
	 "grants",
	 {"Grants", "Financements", "Fördermittel", "Proyectos financiados", "Financiamentos",
	  "Finanziamenti", "Гранты", "基金", "研究費", "연구비"}},
	{RESUME_AWARDS,
	 "awards",
	 {"Awards", "Prix", "Auszeichnungen", "Premios", "Prêmios", "Premi", "Награды", "荣誉奖项",
	  "受賞", "수상"}},
	{RESUME_CERTIFICATES,
	 "certificates",
	 {"Certificates", "Certificats", "Zertifikate", "Certificados", "Certificados",
	  "Certificazioni", "Сертификаты", "证书", "資格", "자격증"}},
	{RESUME_SERVICE,
	 "service",
	 {"Service", "Responsabilités", "Gremien", "Servicio", "Serviço", "Servizio",
	  "Академическая деятельность", "学术服务", "学会活動", "학술 봉사"}},
	{RESUME_SKILLS,
	 "skills",
	 {"Skills", "Compétences", "Kenntnisse", "Habilidades", "Habilidades", "Competenze",
	  "Навыки", "技能", "スキル", "기술"}},
	{RESUME_LANGUAGES,
	 "languages",
	 {"Languages", "Langues", "Sprachen", "Idiomas", "Idiomas", "Lingue", "Языки", "语言",
	  "言語", "언어"}},
	{RESUME_INTERESTS,
	 "interests",
	 {"Interests", "Centres d’intérêt", "Interessen", "Intereses", "Interesses", "Interessi",
	  "Интересы", "兴趣", "関心分野", "관심 분야"}},
	{RESUME_REFERENCES,
	 "references",
	 {"References", "Références", "Referenzen", "Referencias", "Referências", "Referenze",
	  "Рекомендации", "推荐人", "推薦者", "추천인"}},
	{RESUME_NEWS,
	 "news",
	 {"News", "Actualités", "Aktuelles", "Noticias", "Notícias", "Novità", "Новости", "动态",
	  "ニュース", "소식"}},
};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

/* Words that titles have in them, the telling ones first: "Work Experience", "Honors and Awards".
 */
static const struct {
	const char *word;
	ResumeKind kind;
} title_words[] = {
	{"publication", RESUME_PUBLICATIONS},
	{"preprint", RESUME_PUBLICATIONS},
	{"papers", RESUME_PUBLICATIONS},
	{"论文", RESUME_PUBLICATIONS},
	{"journal article", RESUME_PUBLICATIONS},
	{"teaching", RESUME_TEACHING},
	{"courses taught", RESUME_TEACHING},
	{"教学", RESUME_TEACHING},
	{"mentor", RESUME_TEACHING},
	{"volunteer", RESUME_VOLUNTEER},
	{"community", RESUME_VOLUNTEER},
	{"certific", RESUME_CERTIFICATES},
	{"licen", RESUME_CERTIFICATES},
	{"honor", RESUME_AWARDS},
	{"honour", RESUME_AWARDS},
	{"award", RESUME_AWARDS},
	{"prize", RESUME_AWARDS},
	{"scholarship", RESUME_AWARDS},
	{"prix", RESUME_AWARDS},
	{"荣誉", RESUME_AWARDS},
	{"奖", RESUME_AWARDS},
	{"grant", RESUME_GRANTS},
	{"funding", RESUME_GRANTS},
	{"talk", RESUME_TALKS},
	{"presentation", RESUME_TALKS},
	{"lecture", RESUME_TALKS},
	{"报告", RESUME_TALKS},
	{"service", RESUME_SERVICE},
	{"review", RESUME_SERVICE},
	{"membership", RESUME_SERVICE},
	{"服务", RESUME_SERVICE},
	{"project", RESUME_PROJECTS},
	{"项目", RESUME_PROJECTS},
	{"skill", RESUME_SKILLS},
	{"technolog", RESUME_SKILLS},
	{"技能", RESUME_SKILLS},
	{"interest", RESUME_INTERESTS},
	{"language", RESUME_LANGUAGES},
	{"reference", RESUME_REFERENCES},
	{"experience", RESUME_WORK},
	{"employment", RESUME_WORK},
	{"position", RESUME_WORK},
	{"appointment", RESUME_WORK},
	{"internship", RESUME_WORK},
	{"career", RESUME_WORK},
	{"expérience", RESUME_WORK},
	{"经历", RESUME_WORK},
	{"education", RESUME_EDUCATION},
	{"éducation", RESUME_EDUCATION},
	{"degrees", RESUME_EDUCATION},
	{"教育", RESUME_EDUCATION},
	{"news", RESUME_NEWS},
	{"about me", RESUME_SUMMARY},
	{"summary", RESUME_SUMMARY},
	{"abstract", RESUME_SUMMARY},
};

ResumeKind resume_kind(Str title)
{
	title = str_trim(title);
	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (str_eq_nocase(title, str_from(kinds[i].key)))
			return kinds[i].kind;
		for (size_t k = 0; k < KIND_LANGUAGES; k++)
			if (str_eq_nocase(title, str_from(kinds[i].words[k])))
				return kinds[i].kind;
	}
	/* "教育经历" has both words: the first one in the table that stands in the title is the
	 * subject, but "education" is asked before "experience" here only by position */
	if (str_contains_nocase(title, S("教育")))
		return RESUME_EDUCATION;
	for (size_t i = 0; i < sizeof title_words / sizeof *title_words; i++)
		if (str_contains_nocase(title, str_from(title_words[i].word)))
			return title_words[i].kind;
	return RESUME_OTHER;
}

static const Kind *find_kind(ResumeKind kind)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (kinds[i].kind == kind)
			return &kinds[i];
	return NULL;
}

Str resume_kind_word(ResumeKind kind, Str lang)
{
	const Kind *found = find_kind(kind);
	for (size_t i = 0; found != NULL && i < KIND_LANGUAGES; i++)
		if (str_starts_nocase(lang, str_from(kind_languages[i])))
			return str_from(found->words[i]);
	return found != NULL ? str_from(found->words[0]) : S("");
}

Str resume_kind_key(ResumeKind kind)
{
	const Kind *found = find_kind(kind);
	return found != NULL ? str_from(found->key) : S("");
}

Str resume_section_title(const ResumeSection *section, Str lang)
{
	return section->title.len > 0 ? section->title : resume_kind_word(section->kind, lang);
}

/* --- what the readers share --- */

bool resume_is_empty(const Value *value)
{
	if (value->kind == VALUE_STRING)
		return str_is_blank(value->as.string);
	if (value->kind == VALUE_LIST || value->kind == VALUE_MAP)
		return value_len(value) == 0;
	return value->kind == VALUE_NIL;
}

bool resume_has(const ResumeEntry *entry, ResumeField field)
{
	return !resume_is_empty(entry->fields[field]);
}

Str resume_title_case(Arena *arena, Str key)
{
	Buf out = buf_in(arena);
	bool start = true;
	for (size_t i = 0; i < key.len; i++) {
		char c = key.ptr[i] == '_' ? ' ' : key.ptr[i];
		/* "startDate": a new word */
		if (i > 0 && c >= 'A' && c <= 'Z' && key.ptr[i - 1] >= 'a' && key.ptr[i - 1] <= 'z')
			buf_add_char(&out, ' ');
		buf_add_char(&out, start && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
		start = c == ' ';
	}
	return str_trim(buf_str(&out));
}

ResumeSection *resume_add_section(ResumeReader *reader, Str key, Str title, Span span)
{
	Resume *resume = reader->resume;
	VEC_PUSH(reader->arena, &resume->sections,
		 (ResumeSection){.key = key,
				 .title = title,
				 .kind = resume_kind(title.len > 0 ? title : key),
				 .span = span});
	return &resume->sections.ptr[resume->sections.len - 1];
}

/* --- forms --- */

/* al-folio's list: sections with a title and a type or contents. */
static bool is_alfolio(const Value *data)
{
	bool any = false;
	for (size_t i = 0; i < value_len(data); i++) {
		const Value *one = value_at(data, i);
		bool named = !value_is_nil(value_get(one, S("title")));
		bool filled = value_entry(one, S("contents")) != NULL ||
			      value_entry(one, S("type")) != NULL;
		any = any || (named && filled);
	}
	return any;
}

ResumeFormat resume_format(const Value *data)
{
	static const char *const keys[] = {"work",     "volunteer",  "education",    "awards",
					   "skills",   "languages",  "publications", "certificates",
					   "projects", "references", "experience",   "positions"};
	if (data->kind == VALUE_LIST)
		return is_alfolio(data) ? RESUME_ALFOLIO : RESUME_NONE;
	if (data->kind != VALUE_MAP)
		return RESUME_NONE;
	if (value_get(data, S("cv"))->kind == VALUE_MAP)
		return RESUME_RENDERCV;
	if (value_get(data, S("basics"))->kind == VALUE_MAP ||
	    value_get(data, S("info"))->kind == VALUE_MAP)
		return RESUME_JSON;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (value_get(data, str_from(keys[i]))->kind == VALUE_LIST)
			return RESUME_LOOSE;
	return RESUME_NONE;
}

void resume_clear(Resume *out)
{
	*out = (Resume){0};
	const Value **values[] = {&out->basics.name,
				  &out->basics.label,
				  &out->basics.email,
				  &out->basics.phone,
				  &out->basics.url,
				  &out->basics.summary,
				  &out->basics.image,
				  &out->basics.location,
				  &out->basics.profiles,
				  &out->basics.custom,
				  &out->design,
				  &out->settings,
				  &out->rest,
				  &out->root};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		*values[i] = value_nil();
}

bool resume_read(Arena *arena, const Value *data, Diags *diags, Resume *out)
{
	ResumeReader reader = {arena, diags, out, map_in(arena)};
	resume_clear(out);
	out->format = resume_format(data);
	out->root = data;
	switch (out->format) {
	case RESUME_ALFOLIO: resume_read_alfolio(&reader, data); break;
	case RESUME_RENDERCV: resume_read_rendercv(&reader, data); break;
	case RESUME_JSON:
	case RESUME_LOOSE: resume_read_json(&reader, data); break;
	case RESUME_MARKDOWN:
	case RESUME_NONE:
		diag_error(
			diags, data->span,
			S("write a list of sections, RenderCV's `cv:`, or JSON Resume's `basics:`"),
			"this is no CV data [cv-data]");
		return false;
	}
	resume_tell_unknown(&reader);
	return true;
}

/* Insertion sort: stable, and sections are short. */
void resume_sort(ResumeSection *section)
{
	ResumeEntries *list = &section->entries;
	for (size_t i = 0; i < list->len; i++)
		if (!list->ptr[i].dated)
			return;
	for (size_t i = 1; i < list->len; i++) {
		ResumeEntry one = list->ptr[i];
		size_t k = i;
		for (; k > 0 && date_compare(&list->ptr[k - 1].dates, &one.dates) > 0; k--)
			list->ptr[k] = list->ptr[k - 1];
		list->ptr[k] = one;
	}
}
