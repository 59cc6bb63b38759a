/* What sections of a CV are about: their words in ten languages, and what titles say. */
#include "model/resume.h"

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

/*
 * Words that titles have in them, "Work Experience", "Honors and Awards": where several stand in a
 * title, the first in this table is what it is about. A word stands where a word begins, but for
 * those that compounds end with.
 */
static const struct {
	const char *word;
	ResumeKind kind;
	bool anywhere;
} title_words[] = {
	{"open position", RESUME_OTHER, false},
	{"positions available", RESUME_OTHER, false},
	{"opening", RESUME_OTHER, false},
	{"vacanc", RESUME_OTHER, false},
	{"hiring", RESUME_OTHER, false},
	{"join us", RESUME_OTHER, false},
	{"bookshelf", RESUME_OTHER, false},
	{"bookmark", RESUME_OTHER, false},
	{"招生", RESUME_OTHER, false},
	{"招聘", RESUME_OTHER, false},
	{"募集", RESUME_OTHER, false},
	{"referees", RESUME_REFERENCES, false},
	{"reviewer", RESUME_SERVICE, false},
	{"reviewing", RESUME_SERVICE, false},
	{"paper review", RESUME_SERVICE, false},
	{"referee", RESUME_SERVICE, false},
	{"审稿", RESUME_SERVICE, false},
	{"editorial", RESUME_SERVICE, false},
	{"advisory", RESUME_SERVICE, false},
	{"publication", RESUME_PUBLICATIONS, false},
	{"preprint", RESUME_PUBLICATIONS, false},
	{"paper", RESUME_PUBLICATIONS, false},
	{"article", RESUME_PUBLICATIONS, false},
	{"book", RESUME_PUBLICATIONS, false},
	{"monograph", RESUME_PUBLICATIONS, false},
	{"chapter", RESUME_PUBLICATIONS, false},
	{"proceedings", RESUME_PUBLICATIONS, false},
	{"manuscript", RESUME_PUBLICATIONS, false},
	{"technical report", RESUME_PUBLICATIONS, false},
	{"peer-reviewed", RESUME_PUBLICATIONS, false},
	{"under review", RESUME_PUBLICATIONS, false},
	{"in press", RESUME_PUBLICATIONS, false},
	{"in preparation", RESUME_PUBLICATIONS, false},
	{"work in progress", RESUME_PUBLICATIONS, false},
	{"bibliograph", RESUME_PUBLICATIONS, false},
	{"论文", RESUME_PUBLICATIONS, false},
	{"論文", RESUME_PUBLICATIONS, false},
	{"著作", RESUME_PUBLICATIONS, false},
	{"发表", RESUME_PUBLICATIONS, false},
	{"發表", RESUME_PUBLICATIONS, false},
	{"期刊", RESUME_PUBLICATIONS, false},
	{"業績", RESUME_PUBLICATIONS, false},
	{"veröffentlichung", RESUME_PUBLICATIONS, false},
	{"publica", RESUME_PUBLICATIONS, false},
	{"pubblicaz", RESUME_PUBLICATIONS, false},
	{"artículo", RESUME_PUBLICATIONS, false},
	{"artigo", RESUME_PUBLICATIONS, false},
	{"articol", RESUME_PUBLICATIONS, false},
	{"публикац", RESUME_PUBLICATIONS, false},
	{"논문", RESUME_PUBLICATIONS, false},
	{"publikation", RESUME_PUBLICATIONS, true},
	{"artikel", RESUME_PUBLICATIONS, true},
	{"kapitel", RESUME_PUBLICATIONS, true},
	{"lecturer", RESUME_WORK, false},
	{"lectureship", RESUME_WORK, false},
	{"talk", RESUME_TALKS, false},
	{"presentation", RESUME_TALKS, false},
	{"lecture", RESUME_TALKS, false},
	{"keynote", RESUME_TALKS, false},
	{"seminar", RESUME_TALKS, false},
	{"tutorial", RESUME_TALKS, false},
	{"colloqui", RESUME_TALKS, false},
	{"speaking", RESUME_TALKS, false},
	{"报告", RESUME_TALKS, false},
	{"報告", RESUME_TALKS, false},
	{"讲座", RESUME_TALKS, false},
	{"講座", RESUME_TALKS, false},
	{"演讲", RESUME_TALKS, false},
	{"演講", RESUME_TALKS, false},
	{"講演", RESUME_TALKS, false},
	{"vortrag", RESUME_TALKS, false},
	{"vorträge", RESUME_TALKS, false},
	{"ponencia", RESUME_TALKS, false},
	{"palestra", RESUME_TALKS, false},
	{"доклад", RESUME_TALKS, false},
	{"발표", RESUME_TALKS, false},
	{"강연", RESUME_TALKS, false},
	{"teaching", RESUME_TEACHING, false},
	{"docente", RESUME_TEACHING, false},
	{"didattic", RESUME_TEACHING, false},
	{"taught", RESUME_TEACHING, false},
	{"mentor", RESUME_TEACHING, false},
	{"supervis", RESUME_TEACHING, false},
	{"advising", RESUME_TEACHING, false},
	{"advisee", RESUME_TEACHING, false},
	{"教学", RESUME_TEACHING, false},
	{"教學", RESUME_TEACHING, false},
	{"授课", RESUME_TEACHING, false},
	{"授課", RESUME_TEACHING, false},
	{"指导", RESUME_TEACHING, false},
	{"lehre", RESUME_TEACHING, false},
	{"lehrtätigkeit", RESUME_TEACHING, false},
	{"betreuung", RESUME_TEACHING, false},
	{"enseignement", RESUME_TEACHING, false},
	{"encadrement", RESUME_TEACHING, false},
	{"docencia", RESUME_TEACHING, false},
	{"docência", RESUME_TEACHING, false},
	{"insegnament", RESUME_TEACHING, false},
	{"преподав", RESUME_TEACHING, false},
	{"강의", RESUME_TEACHING, false},
	{"volunteer", RESUME_VOLUNTEER, false},
	{"community", RESUME_VOLUNTEER, false},
	{"志愿", RESUME_VOLUNTEER, false},
	{"志願", RESUME_VOLUNTEER, false},
	{"ehrenamt", RESUME_VOLUNTEER, false},
	{"bénévol", RESUME_VOLUNTEER, false},
	{"volontar", RESUME_VOLUNTEER, false},
	{"voluntari", RESUME_VOLUNTEER, false},
	{"certific", RESUME_CERTIFICATES, false},
	{"licen", RESUME_CERTIFICATES, false},
	{"zertifikat", RESUME_CERTIFICATES, false},
	{"证书", RESUME_CERTIFICATES, false},
	{"證書", RESUME_CERTIFICATES, false},
	{"honor", RESUME_AWARDS, false},
	{"honour", RESUME_AWARDS, false},
	{"award", RESUME_AWARDS, false},
	{"prize", RESUME_AWARDS, false},
	{"scholarship", RESUME_AWARDS, false},
	{"fellowship", RESUME_AWARDS, false},
	{"distinction", RESUME_AWARDS, false},
	{"achievement", RESUME_AWARDS, false},
	{"prix", RESUME_AWARDS, false},
	{"bourse", RESUME_AWARDS, false},
	{"荣誉", RESUME_AWARDS, false},
	{"榮譽", RESUME_AWARDS, false},
	{"奖", RESUME_AWARDS, false},
	{"獎", RESUME_AWARDS, false},
	{"受賞", RESUME_AWARDS, false},
	{"auszeichnung", RESUME_AWARDS, false},
	{"preise", RESUME_AWARDS, false},
	{"stipendi", RESUME_AWARDS, false},
	{"premio", RESUME_AWARDS, false},
	{"prêmio", RESUME_AWARDS, false},
	{"наград", RESUME_AWARDS, false},
	{"수상", RESUME_AWARDS, false},
	{"grant", RESUME_GRANTS, false},
	{"funding", RESUME_GRANTS, false},
	{"funded", RESUME_GRANTS, false},
	{"基金", RESUME_GRANTS, false},
	{"drittmittel", RESUME_GRANTS, false},
	{"förder", RESUME_GRANTS, false},
	{"financement", RESUME_GRANTS, false},
	{"financiament", RESUME_GRANTS, false},
	{"finanziament", RESUME_GRANTS, false},
	{"研究費", RESUME_GRANTS, false},
	{"service", RESUME_SERVICE, false},
	{"review", RESUME_SERVICE, false},
	{"member", RESUME_SERVICE, false},
	{"affiliation", RESUME_SERVICE, false},
	{"editor", RESUME_SERVICE, false},
	{"committee", RESUME_SERVICE, false},
	{"organiz", RESUME_SERVICE, false},
	{"organis", RESUME_SERVICE, false},
	{"outreach", RESUME_SERVICE, false},
	{"leadership", RESUME_SERVICE, false},
	{"professional activit", RESUME_SERVICE, false},
	{"academic activit", RESUME_SERVICE, false},
	{"服务", RESUME_SERVICE, false},
	{"服務", RESUME_SERVICE, false},
	{"学术兼职", RESUME_SERVICE, false},
	{"學術兼職", RESUME_SERVICE, false},
	{"学会", RESUME_SERVICE, false},
	{"mitglied", RESUME_SERVICE, false},
	{"gremien", RESUME_SERVICE, false},
	{"gutacht", RESUME_SERVICE, false},
	{"responsabilit", RESUME_SERVICE, false},
	{"학회", RESUME_SERVICE, false},
	{"project", RESUME_PROJECTS, false},
	{"项目", RESUME_PROJECTS, false},
	{"項目", RESUME_PROJECTS, false},
	{"projet", RESUME_PROJECTS, false},
	{"proyecto", RESUME_PROJECTS, false},
	{"projeto", RESUME_PROJECTS, false},
	{"progett", RESUME_PROJECTS, false},
	{"проект", RESUME_PROJECTS, false},
	{"プロジェクト", RESUME_PROJECTS, false},
	{"projekt", RESUME_PROJECTS, true},
	{"skill", RESUME_SKILLS, false},
	{"technolog", RESUME_SKILLS, false},
	{"expertise", RESUME_SKILLS, false},
	{"programming", RESUME_SKILLS, false},
	{"技能", RESUME_SKILLS, false},
	{"compétence", RESUME_SKILLS, false},
	{"competenc", RESUME_SKILLS, false},
	{"kenntniss", RESUME_SKILLS, false},
	{"fähigkeit", RESUME_SKILLS, false},
	{"interest", RESUME_INTERESTS, false},
	{"research area", RESUME_INTERESTS, false},
	{"research topic", RESUME_INTERESTS, false},
	{"兴趣", RESUME_INTERESTS, false},
	{"興趣", RESUME_INTERESTS, false},
	{"研究方向", RESUME_INTERESTS, false},
	{"研究领域", RESUME_INTERESTS, false},
	{"研究領域", RESUME_INTERESTS, false},
	{"forschungsinteress", RESUME_INTERESTS, false},
	{"forschungsschwerpunkt", RESUME_INTERESTS, false},
	{"forschungsgebiet", RESUME_INTERESTS, false},
	{"intérêt", RESUME_INTERESTS, false},
	{"интерес", RESUME_INTERESTS, false},
	{"languages", RESUME_LANGUAGES, false},
	{"外语", RESUME_LANGUAGES, false},
	{"外語", RESUME_LANGUAGES, false},
	{"reference", RESUME_REFERENCES, false},
	{"推荐人", RESUME_REFERENCES, false},
	{"推薦人", RESUME_REFERENCES, false},
	{"referenz", RESUME_REFERENCES, false},
	{"education", RESUME_EDUCATION, false},
	{"formación", RESUME_EDUCATION, false},
	{"formação", RESUME_EDUCATION, false},
	{"formazione", RESUME_EDUCATION, false},
	{"formation universitaire", RESUME_EDUCATION, false},
	{"formation académique", RESUME_EDUCATION, false},
	{"éducation", RESUME_EDUCATION, false},
	{"degrees", RESUME_EDUCATION, false},
	{"qualification", RESUME_EDUCATION, false},
	{"academic background", RESUME_EDUCATION, false},
	{"coursework", RESUME_EDUCATION, false},
	{"教育", RESUME_EDUCATION, false},
	{"求学", RESUME_EDUCATION, false},
	{"求學", RESUME_EDUCATION, false},
	{"学习经历", RESUME_EDUCATION, false},
	{"學習經歷", RESUME_EDUCATION, false},
	{"学历", RESUME_EDUCATION, false},
	{"學歷", RESUME_EDUCATION, false},
	{"学位", RESUME_EDUCATION, false},
	{"ausbildung", RESUME_EDUCATION, false},
	{"studium", RESUME_EDUCATION, false},
	{"образован", RESUME_EDUCATION, false},
	{"학력", RESUME_EDUCATION, false},
	{"experience", RESUME_WORK, false},
	{"employment", RESUME_WORK, false},
	{"position", RESUME_WORK, false},
	{"appointment", RESUME_WORK, false},
	{"internship", RESUME_WORK, false},
	{"career", RESUME_WORK, false},
	{"work history", RESUME_WORK, false},
	{"industry", RESUME_WORK, false},
	{"经历", RESUME_WORK, false},
	{"經歷", RESUME_WORK, false},
	{"经验", RESUME_WORK, false},
	{"經驗", RESUME_WORK, false},
	{"任职", RESUME_WORK, false},
	{"任職", RESUME_WORK, false},
	{"实习", RESUME_WORK, false},
	{"實習", RESUME_WORK, false},
	{"werdegang", RESUME_WORK, false},
	{"anstellung", RESUME_WORK, false},
	{"beschäftigung", RESUME_WORK, false},
	{"praktik", RESUME_WORK, false},
	{"expérience", RESUME_WORK, false},
	{"parcours", RESUME_WORK, false},
	{"emploi", RESUME_WORK, false},
	{"experiencia", RESUME_WORK, false},
	{"experiência", RESUME_WORK, false},
	{"esperienz", RESUME_WORK, false},
	{"опыт", RESUME_WORK, false},
	{"経歴", RESUME_WORK, false},
	{"경력", RESUME_WORK, false},
	{"erfahrung", RESUME_WORK, true},
	{"tätigkeit", RESUME_WORK, true},
	{"news", RESUME_NEWS, false},
	{"announcement", RESUME_NEWS, false},
	{"updates", RESUME_NEWS, false},
	{"新闻", RESUME_NEWS, false},
	{"新聞", RESUME_NEWS, false},
	{"动态", RESUME_NEWS, false},
	{"動態", RESUME_NEWS, false},
	{"消息", RESUME_NEWS, false},
	{"お知らせ", RESUME_NEWS, false},
	{"aktuelle", RESUME_NEWS, false},
	{"neuigkeit", RESUME_NEWS, false},
	{"actualit", RESUME_NEWS, false},
	{"noticia", RESUME_NEWS, false},
	{"notícia", RESUME_NEWS, false},
	{"новост", RESUME_NEWS, false},
	{"소식", RESUME_NEWS, false},
	{"about me", RESUME_SUMMARY, false},
	{"summary", RESUME_SUMMARY, false},
	{"abstract", RESUME_SUMMARY, false},
	{"biograph", RESUME_SUMMARY, false},
	{"简介", RESUME_SUMMARY, false},
	{"簡介", RESUME_SUMMARY, false},
	{"自己紹介", RESUME_SUMMARY, false},
	{"über mich", RESUME_SUMMARY, false},
	{"à propos", RESUME_SUMMARY, false},
};

static bool begins_word(Str title, size_t at)
{
	return at == 0 || (unsigned char)title.ptr[at] >= 0x80 || !char_is_alnum(title.ptr[at - 1]);
}

static bool has_word(Str title, Str word, bool anywhere)
{
	for (size_t at = 0; at + word.len <= title.len; at++)
		if (str_eq_nocase(str_slice(title, at, at + word.len), word) &&
		    (anywhere || begins_word(title, at)))
			return true;
	return false;
}

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
	for (size_t i = 0; i < sizeof title_words / sizeof *title_words; i++)
		if (has_word(title, str_from(title_words[i].word), title_words[i].anywhere))
			return title_words[i].kind;
	return RESUME_OTHER;
}

bool resume_is_draft(const ResumeSection *section)
{
	static const char *const words[] = {
		"under review", "submitted", "submission",  "preparation",  "in progress",
		"in press",	"draft",     "working",	    "forthcoming",  "to appear",
		"préparation",	"soumis",    "eingereicht", "Vorbereitung", "在投",
		"审稿中",	"投稿中"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (has_word(section->title, str_from(words[i]), false))
			return true;
	return false;
}

bool resume_is_general(const ResumeSection *section)
{
	static const char *const parts[] = {
		"journal",	 "conference", "workshop",	"book",	    "chapter",
		"proceeding",	 "report",     "thes",		"preprint", "patent",
		"dataset",	 "other",      "international", "domestic", "refereed",
		"peer-reviewed", "non-",       "期刊",		"会议",	    "専門"};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (has_word(section->title, str_from(parts[i]), false))
			return false;
	return true;
}

bool resume_is_selected(const ResumeSection *section)
{
	static const char *const words[] = {"selected",	 "representative", "代表",	 "精选",
					    "主な",	 "주요",	   "ausgewählt", "choisie",
					    "sélection", "escogida",	   "selecc",	 "избранн",
					    "برگزیده",	 "مختار",	   "נבחר"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (has_word(section->title, str_from(words[i]), true))
			return true;
	return false;
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
