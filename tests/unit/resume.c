/* CV data: what sections are about. */
#include "model/resume.h"
#include "check.h"

static void test_kinds(void)
{
	static const struct {
		const char *title;
		ResumeKind kind;
	} cases[] = {
		{"Peer-reviewed articles", RESUME_PUBLICATIONS},
		{"Under Review", RESUME_PUBLICATIONS},
		{"Books and chapters", RESUME_PUBLICATIONS},
		{"Ausgewählte Publikationen", RESUME_PUBLICATIONS},
		{"Zeitschriftenartikel", RESUME_PUBLICATIONS},
		{"📝 论文", RESUME_PUBLICATIONS},
		{"査読論文", RESUME_PUBLICATIONS},
		{"Journal Reviewer", RESUME_SERVICE},
		{"Peer review", RESUME_SERVICE},
		{"Editorial boards", RESUME_SERVICE},
		{"Mitgliedschaften", RESUME_SERVICE},
		{"学术兼职", RESUME_SERVICE},
		{"Service and leadership", RESUME_SERVICE},
		{"Open positions", RESUME_OTHER},
		{"招生", RESUME_OTHER},
		{"Particles and composition", RESUME_OTHER},
		{"Preferences", RESUME_OTHER},
		{"Appointments", RESUME_WORK},
		{"Lecturer positions", RESUME_WORK},
		{"Beruflicher Werdegang", RESUME_WORK},
		{"Berufserfahrung und Praktika", RESUME_WORK},
		{"Parcours professionnel", RESUME_WORK},
		{"工作经验", RESUME_WORK},
		{"实习", RESUME_WORK},
		{"求学经历", RESUME_EDUCATION},
		{"教育经历", RESUME_EDUCATION},
		{"Academic Qualifications", RESUME_EDUCATION},
		{"Teaching Experience", RESUME_TEACHING},
		{"PhD supervision", RESUME_TEACHING},
		{"Experiencia docente", RESUME_TEACHING},
		{"Formación académica", RESUME_EDUCATION},
		{"授课", RESUME_TEACHING},
		{"Invited Lectures", RESUME_TALKS},
		{"Fellowships", RESUME_AWARDS},
		{"Preise und Stipendien", RESUME_AWARDS},
		{"Funded projects", RESUME_GRANTS},
		{"Drittmittel", RESUME_GRANTS},
		{"Forschungsprojekte", RESUME_PROJECTS},
		{"Programming Languages", RESUME_SKILLS},
		{"Languages", RESUME_LANGUAGES},
		{"Natural language processing", RESUME_OTHER},
		{"Referees", RESUME_REFERENCES},
		{"Latest news", RESUME_NEWS},
		{"Press", RESUME_OTHER},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool same = resume_kind(str_from(cases[i].title)) == cases[i].kind;
		CHECK(same);
		if (!same)
			fprintf(stderr, "  of \"%s\"\n", cases[i].title);
	}
}

int main(void)
{
	test_kinds();
	return check_report();
}
