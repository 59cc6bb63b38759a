/*
 * serve_state: what browsers are told of a build, as JSON.
 *
 * One object: `build`, the one before it that was good (`previous`), whether this was (`ok`); how
 * long it took (`ms`); `site`, `home`; `pdfs`, each with `title`, `url` and `pages`, and `places`,
 * the pages of the first one's anchors by their names; `base` and `changed`, the files that are
 * new, below it; `errors`, `warnings` and `messages`, each with `level`, `id`, `text`, `hint` and,
 * where it has a place, `file`, `line`, `column` and the line in three parts, of which the one in
 * the middle is meant (`before`, `marked`, `after`).
 */
#ifndef RECTO_APP_SERVE_STATE_H
#define RECTO_APP_SERVE_STATE_H

#include "app/pipeline.h"
#include "base/vec.h"

typedef struct {
	Str build, previous; /* the last good build before this one; empty: none */
	bool ok;
	uint32_t milliseconds;
	const PipelineVariant *variants; /* one for each of the site's; NULL: not made */
	const Str *changed;
	size_t changed_count;
} ServeState;

/* The state after a build by `pipeline`, whose site may be NULL. */
Str serve_state_write(Arena *arena, const Pipeline *pipeline, const ServeState *state);
/* That of a build that fell. */
Str serve_state_fallen(Arena *arena, Str build, Str text);

#endif
