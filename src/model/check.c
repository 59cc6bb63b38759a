#include "model/check.h"

void check_site(Site *site, const Theme *theme, Diags *diags)
{
	check_colours(site, theme, diags);
	if (site->home == NULL)
		return;
	check_links(site, diags);
	check_pages(site, diags);
	check_bib(site, diags);
}
