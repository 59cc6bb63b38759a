/* Orders and groups of publications, by the settings of jekyll-scholar. */
#include "model/bibliography_order.h"

OrderLevels order_levels(Str keys, Str orders)
{
	OrderLevels levels = {0};
	Str key, order = S("");
	while (levels.count < ORDER_LEVELS && str_split(&keys, ',', &key)) {
		key = str_trim(key);
		Str next;
		if (str_split(&orders, ',', &next)) /* the last one holds for all that follow */
			order = str_trim(next);
		if (key.len > 0 && !str_eq(key, S("none")))
			levels.levels[levels.count++] =
				(OrderLevel){key, str_starts(order, S("desc"))};
	}
	return levels;
}

/* Who an entry goes by: authors, else editors, else an institution. "Byron, Ada". */
static Str name_key(Arena *arena, const Publication *p)
{
	static const char *const bodies[] = {"institution", "organization", "publisher", "school"};
	if (p->author_count > 0) {
		const BibName *name = &p->authors[0];
		Str last =
			publication_name(arena, &(BibName){.von = name->von, .last = name->last});
		return name->first.len > 0 ? str_concat3(arena, last, S(", "), name->first) : last;
	}
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		Str body = publication_field(arena, p->entry, bodies[i]);
		if (body.len > 0)
			return body;
	}
	return S("");
}

/* Months sort by number, years as they are written, all else as text. */
Str order_key(Arena *arena, const Publication *p, Str key)
{
	if (str_eq(key, S("year")))
		return p->year;
	if (str_eq(key, S("month")))
		return p->month_number > 0 ? str_format(arena, "%02d", p->month_number) : S("");
	if (str_eq(key, S("name")))
		return str_lower(arena, name_key(arena, p));
	if (str_eq(key, S("type")))
		return p->entry->type;
	if (str_eq(key, S("key")))
		return p->entry->key;
	if (str_eq(key, S("author")))
		return p->editors ? S("") : name_key(arena, p);
	return publication_field(arena, p->entry, str_to_cstr(arena, key));
}

static int compare_levels(const Str *a, const Str *b, const OrderLevels *levels)
{
	for (size_t i = 0; i < levels->count; i++) {
		int order = str_compare(a[i], b[i]);
		if (order != 0)
			return levels->levels[i].descending ? -order : order;
	}
	return 0;
}

int order_compare(const void *a, const void *b)
{
	const Listed *x = a, *y = b;
	int order = compare_levels(x->group_keys, y->group_keys, x->groups);
	if (order == 0)
		order = compare_levels(x->sort_keys, y->sort_keys, x->sorts);
	return order != 0 ? order : x->index < y->index ? -1 : x->index > y->index;
}

/* --- groups --- */

/* Theses of all kinds are one group, but for `scholar.type_aliases`. */
Str site_type_alias(const Site *site, Str type)
{
	const Value *aliases = value_path(site->config, S("scholar.type_aliases"));
	Str other = value_string(value_get(aliases, type));
	if (other.len > 0)
		return other;
	bool thesis = str_eq(type, S("phdthesis")) || str_eq(type, S("mastersthesis"));
	return thesis ? S("thesis") : type;
}

Str site_type_name(const Site *site, Str type)
{
	static const char *const names[][2] = {{"article", "Journal Articles"},
					       {"book", "Books"},
					       {"incollection", "Book Chapters"},
					       {"inproceedings", "Conference Articles"},
					       {"thesis", "Theses"},
					       {"mastersthesis", "Master's Theses"},
					       {"phdthesis", "PhD Theses"},
					       {"manual", "Manuals"},
					       {"techreport", "Technical Reports"},
					       {"unpublished", "Unpublished"},
					       {"misc", "Other"}};
	Str own = value_string(value_get(value_path(site->config, S("scholar.type_names")), type));
	if (own.len > 0)
		return own;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(type, str_from(names[i][0])))
			return str_from(names[i][1]);
	return type;
}

/* Where a type stands in type_order; those that are not in it come last. */
static Str type_place(Site *site, Str order, Str type)
{
	const Value *list = value_path(site->config, S("scholar.type_order"));
	size_t place = 0;
	if (order.len == 0)
		for (; place < value_len(list); place++)
			if (str_eq(site_type_alias(site, value_string(value_at(list, place))),
				   type))
				break;
	for (Str one; str_split(&order, ',', &one); place++)
		if (str_eq(site_type_alias(site, str_trim(one)), type))
			break;
	return str_format(site->arena, "%03zu %.*s", place, STR_ARG(type));
}

static Str month_title(Site *site, const Publication *p)
{
	static const char *const names[] = {"January",	 "February", "March",	 "April",
					    "May",	 "June",     "July",	 "August",
					    "September", "October",  "November", "December"};
	const Value *own = value_path(site->config, S("scholar.month_names"));
	if (p->month_number == 0)
		return p->month;
	Str name = value_string(value_at(own, (size_t)p->month_number - 1));
	return name.len > 0 ? name : str_from(names[p->month_number - 1]);
}

/* Under which key a group is sorted, and what its heading says. */
void order_group(Site *site, const Publication *p, Str by, Str type_order, Str *key, Str *name)
{
	if (str_eq(by, S("type"))) {
		Str type = site_type_alias(site, p->entry->type);
		*key = type_place(site, type_order, type);
		*name = site_type_name(site, type);
	} else {
		*key = order_key(site->arena, p, by);
		*name = str_eq(by, S("month"))	? month_title(site, p)
			: str_eq(by, S("name")) ? name_key(site->arena, p)
						: *key;
	}
}
