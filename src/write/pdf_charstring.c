/*
 * Three steps. The charstring is read as moves, lines and curves, in points of 16.16. The points
 * are rounded to whole units, a thousandth of the size at most, so that nothing adds up. Then the
 * operators: each takes a run of lines or curves of some shape (all horizontal at both ends; in
 * turn horizontal and vertical; ...), and which ones make the fewest bytes is a shortest path,
 * found from the end backwards: the best way from each segment is the best of all operators that
 * fit there, with the best way from behind its run.
 */
#include "write/pdf_charstring.h"

#include "base/vec.h"

enum { MOST_ARGUMENTS = 48 };

enum {
	OP_VMOVETO = 4,
	OP_RLINETO,
	OP_HLINETO,
	OP_VLINETO,
	OP_RRCURVETO,
	OP_ESCAPE = 12,
	OP_ENDCHAR = 14,
	OP_RMOVETO = 21,
	OP_HMOVETO,
	OP_RCURVELINE = 24,
	OP_RLINECURVE,
	OP_VVCURVETO,
	OP_HHCURVETO,
	OP_SHORTINT,
	OP_VHCURVETO = 30,
	OP_HVCURVETO,
	OP_HFLEX = 34,
	OP_FLEX,
	OP_HFLEX1,
	OP_FLEX1,
};

/* A line (one point) or curve (three), each from the point before. */
typedef struct {
	bool curve;
	int dx[3], dy[3];
} Segment;

typedef VEC(Segment) Segments;

/* --- reading --- */

typedef struct {
	Arena *arena;
	Buf *out;
	int64_t stack[MOST_ARGUMENTS]; /* 16.16 */
	size_t count;
	int64_t x, y;	    /* 16.16 */
	int64_t at_x, at_y; /* rounded */
	bool begun;	    /* the width was seen */
	bool far;	    /* some step does not fit into 16 bits */
	Segments segments;  /* of the contour */
} Reader;

static void put_number(Buf *out, int64_t value)
{
	if (value >= -107 && value <= 107) {
		buf_add_char(out, (char)(value + 139));
	} else if (value >= 108 && value <= 1131) {
		buf_add_char(out, (char)(247 + ((value - 108) >> 8)));
		buf_add_char(out, (char)(value - 108));
	} else if (value >= -1131 && value <= -108) {
		buf_add_char(out, (char)(251 + ((-value - 108) >> 8)));
		buf_add_char(out, (char)(-value - 108));
	} else {
		buf_add_char(out, OP_SHORTINT);
		buf_add_char(out, (char)(value >> 8));
		buf_add_char(out, (char)value);
	}
}

static int number_size(int value)
{
	int size = value < 0 ? -value : value;
	return size <= 107 ? 1 : size <= 1131 ? 2 : 3;
}

static void step(Reader *r, int64_t dx, int64_t dy, int *out_x, int *out_y)
{
	r->x += dx;
	r->y += dy;
	int64_t x = (r->x + 0x8000) >> 16, y = (r->y + 0x8000) >> 16;
	*out_x = (int)(x - r->at_x);
	*out_y = (int)(y - r->at_y);
	r->far |= *out_x != (int16_t)*out_x || *out_y != (int16_t)*out_y;
	r->at_x = x;
	r->at_y = y;
}

static void add_line(Reader *r, int64_t dx, int64_t dy)
{
	Segment line = {.curve = false};
	step(r, dx, dy, &line.dx[0], &line.dy[0]);
	if (line.dx[0] != 0 || line.dy[0] != 0)
		VEC_PUSH(r->arena, &r->segments, line);
}

/* Six numbers: dx, dy of both control points and the end. */
static void add_curve(Reader *r, const int64_t d[6])
{
	Segment curve = {.curve = true};
	for (int i = 0; i < 3; i++)
		step(r, d[2 * i], d[2 * i + 1], &curve.dx[i], &curve.dy[i]);
	VEC_PUSH(r->arena, &r->segments, curve);
}

static void read_lines(Reader *r, size_t from, size_t end)
{
	for (size_t i = from; i + 1 < end; i += 2)
		add_line(r, r->stack[i], r->stack[i + 1]);
}

static void read_curves(Reader *r, size_t from, size_t end)
{
	for (size_t i = from; i + 5 < end; i += 6)
		add_curve(r, r->stack + i);
}

/* In turn horizontal and vertical. */
static void read_turning_lines(Reader *r, bool horizontal)
{
	for (size_t i = 0; i < r->count; i++, horizontal = !horizontal)
		add_line(r, horizontal ? r->stack[i] : 0, horizontal ? 0 : r->stack[i]);
}

/* hhcurveto and vvcurveto: both ends along one axis; the first number of an odd many is the start's
 * other. */
static void read_level_curves(Reader *r, bool horizontal)
{
	size_t i = r->count % 4 == 1 ? 1 : 0;
	int64_t other = i == 1 ? r->stack[0] : 0;
	for (; i + 3 < r->count; i += 4, other = 0) {
		const int64_t *d = r->stack + i;
		const int64_t h[6] = {d[0], other, d[1], d[2], d[3], 0};
		const int64_t v[6] = {other, d[0], d[1], d[2], 0, d[3]};
		add_curve(r, horizontal ? h : v);
	}
}

/* hvcurveto and vhcurveto: a curve ends across its start; the last may end anywhere. */
static void read_turning_curves(Reader *r, bool horizontal)
{
	for (size_t i = 0; i + 3 < r->count; i += 4, horizontal = !horizontal) {
		const int64_t *d = r->stack + i;
		int64_t last = i + 5 == r->count ? d[4] : 0;
		const int64_t h[6] = {d[0], 0, d[1], d[2], last, d[3]};
		const int64_t v[6] = {0, d[0], d[1], d[2], d[3], last};
		add_curve(r, horizontal ? h : v);
	}
}

static bool read_flex(Reader *r, int operator)
{
	const int64_t *d = r->stack;
	if (operator== OP_FLEX && r->count == 13) {
		read_curves(r, 0, 12);
	} else if (operator== OP_HFLEX && r->count == 7) {
		add_curve(r, (const int64_t[]){d[0], 0, d[1], d[2], d[3], 0});
		add_curve(r, (const int64_t[]){d[4], 0, d[5], -d[2], d[6], 0});
	} else if (operator== OP_HFLEX1 && r->count == 9) {
		add_curve(r, (const int64_t[]){d[0], d[1], d[2], d[3], d[4], 0});
		add_curve(r, (const int64_t[]){d[5], 0, d[6], d[7], d[8], -(d[1] + d[3] + d[7])});
	} else if (operator== OP_FLEX1 && r->count == 11) {
		int64_t dx = d[0] + d[2] + d[4] + d[6] + d[8],
			dy = d[1] + d[3] + d[5] + d[7] + d[9];
		bool flat = (dx < 0 ? -dx : dx) > (dy < 0 ? -dy : dy);
		read_curves(r, 0, 6);
		add_curve(r, (const int64_t[]){d[6], d[7], d[8], d[9], flat ? d[10] : -dx,
					       flat ? -dy : d[10]});
	} else {
		return false;
	}
	return true;
}

/* --- writing --- */

/* An operator at a segment: how many it takes, the bytes to the end of the contour. */
typedef struct {
	int operator, bytes;
	size_t take;
} Choice;

static int size_of(const Segment *s, bool x, bool y, size_t points)
{
	int size = 0;
	for (size_t i = 0; i < points; i++)
		size += (x ? number_size(s->dx[i]) : 0) + (y ? number_size(s->dy[i]) : 0);
	return size;
}

static void offer(Choice *choices, size_t at, size_t take, int operator, int bytes)
{
	bytes += 1 + choices[at + take].bytes;
	if (choices[at].take == 0 || bytes < choices[at].bytes)
		choices[at] = (Choice){operator, bytes, take};
}

/* rlineto and rlinecurve, rrcurveto and rcurveline: any lines or curves, and one of the other kind.
 */
static void offer_any(const Segments *s, size_t at, Choice *choices)
{
	bool curve = s->ptr[at].curve;
	size_t arguments = 0, each = curve ? 6 : 2;
	int bytes = 0;
	for (size_t end = at; end < s->len; end++) {
		const Segment *next = &s->ptr[end];
		int size = size_of(next, true, true, next->curve ? 3 : 1);
		if (next->curve != curve) {
			if (arguments + 8 - each <= MOST_ARGUMENTS)
				offer(choices, at, end + 1 - at,
				      curve ? OP_RCURVELINE : OP_RLINECURVE, bytes + size);
			return;
		}
		arguments += each;
		bytes += size;
		if (arguments > MOST_ARGUMENTS)
			return;
		offer(choices, at, end + 1 - at, curve ? OP_RRCURVETO : OP_RLINETO, bytes);
	}
}

static void offer_turning_lines(const Segments *s, size_t at, bool horizontal, Choice *choices)
{
	int bytes = 0;
	int operator= horizontal ? OP_HLINETO : OP_VLINETO;
	for (size_t end = at; end < s->len && end - at < MOST_ARGUMENTS; end++) {
		const Segment *line = &s->ptr[end];
		if (line->curve || (horizontal ? line->dy[0] : line->dx[0]) != 0)
			return;
		bytes += number_size(horizontal ? line->dx[0] : line->dy[0]);
		offer(choices, at, end + 1 - at, operator, bytes);
		horizontal = !horizontal;
	}
}

static void offer_level_curves(const Segments *s, size_t at, bool horizontal, Choice *choices)
{
	int bytes = 0;
	for (size_t end = at; end < s->len && 4 * (end - at) + 5 <= MOST_ARGUMENTS; end++) {
		const Segment *c = &s->ptr[end];
		if (!c->curve || (horizontal ? c->dy[2] : c->dx[2]) != 0)
			return;
		int other = horizontal ? c->dy[0] : c->dx[0];
		if (other != 0 && end > at)
			return;
		bytes += other != 0 ? number_size(other) : 0;
		bytes += number_size(horizontal ? c->dx[0] : c->dy[0]) + number_size(c->dx[1]) +
			 number_size(c->dy[1]) + number_size(horizontal ? c->dx[2] : c->dy[2]);
		offer(choices, at, end + 1 - at, horizontal ? OP_HHCURVETO : OP_VVCURVETO, bytes);
	}
}

static void offer_turning_curves(const Segments *s, size_t at, bool horizontal, Choice *choices)
{
	int bytes = 0;
	int operator= horizontal ? OP_HVCURVETO : OP_VHCURVETO;
	for (size_t end = at; end < s->len && 4 * (end - at) + 5 <= MOST_ARGUMENTS; end++) {
		const Segment *c = &s->ptr[end];
		if (!c->curve || (horizontal ? c->dy[0] : c->dx[0]) != 0)
			return;
		int last = horizontal ? c->dx[2] : c->dy[2];
		bytes += number_size(horizontal ? c->dx[0] : c->dy[0]) + number_size(c->dx[1]) +
			 number_size(c->dy[1]) + number_size(horizontal ? c->dy[2] : c->dx[2]);
		offer(choices, at, end + 1 - at, operator,
		      bytes +(last != 0 ? number_size(last) : 0));
		if (last != 0)
			return;
		horizontal = !horizontal;
	}
}

static void put_any(Buf *out, const Segment *s)
{
	for (int i = 0; i < (s->curve ? 3 : 1); i++) {
		put_number(out, s->dx[i]);
		put_number(out, s->dy[i]);
	}
}

/* One segment of a run whose first is `first`; whether it is the run's last. */
static void put_segment(Buf *out, const Segment *s, int operator, bool horizontal, bool last)
{
	switch (operator) {
	case OP_HLINETO:
	case OP_VLINETO: put_number(out, horizontal ? s->dx[0] : s->dy[0]); return;
	case OP_HHCURVETO:
	case OP_VVCURVETO: {
		bool flat = operator== OP_HHCURVETO;
		int other = flat ? s->dy[0] : s->dx[0];
		if (other != 0)
			put_number(out, other);
		put_number(out, flat ? s->dx[0] : s->dy[0]);
		put_number(out, s->dx[1]);
		put_number(out, s->dy[1]);
		put_number(out, flat ? s->dx[2] : s->dy[2]);
		return;
	}
	case OP_HVCURVETO:
	case OP_VHCURVETO: {
		int end = horizontal ? s->dx[2] : s->dy[2];
		put_number(out, horizontal ? s->dx[0] : s->dy[0]);
		put_number(out, s->dx[1]);
		put_number(out, s->dy[1]);
		put_number(out, horizontal ? s->dy[2] : s->dx[2]);
		if (last && end != 0)
			put_number(out, end);
		return;
	}
	default: put_any(out, s);
	}
}

/* Writes the contour that was read. */
static void flush_contour(Reader *r)
{
	size_t count = r->segments.len;
	Choice *choices = ARENA_ARRAY(r->arena, Choice, count + 1);
	for (size_t at = count; at-- > 0;) {
		offer_any(&r->segments, at, choices);
		for (int horizontal = 0; horizontal < 2; horizontal++) {
			offer_turning_lines(&r->segments, at, horizontal, choices);
			offer_level_curves(&r->segments, at, horizontal, choices);
			offer_turning_curves(&r->segments, at, horizontal, choices);
		}
	}
	for (size_t at = 0; at < count; at += choices[at].take) {
		int operator= choices[at].operator;
		bool horizontal = operator== OP_HLINETO || operator== OP_HVCURVETO;
		for (size_t i = 0; i < choices[at].take; i++, horizontal = !horizontal)
			put_segment(r->out, &r->segments.ptr[at + i], operator, horizontal,
				    i + 1 == choices[at].take);
		buf_add_char(r->out, (char)operator);
	}
	r->segments.len = 0;
}

/* The width stands before the first operator, when there is one number too many. */
static void read_width(Reader *r, size_t arguments)
{
	if (!r->begun && r->count > arguments) {
		put_number(r->out, (r->stack[0] + 0x8000) >> 16);
		r->count--;
		for (size_t i = 0; i < r->count; i++)
			r->stack[i] = r->stack[i + 1];
	}
	r->begun = true;
}

static bool move(Reader *r, int operator)
{
	size_t arguments = operator== OP_RMOVETO ? 2 : 1;
	flush_contour(r);
	read_width(r, arguments);
	if (r->count != arguments)
		return false;
	int dx, dy;
	int64_t to_x = operator== OP_VMOVETO ? 0 : r->stack[0];
	int64_t to_y = operator== OP_HMOVETO ? 0 : r->stack[arguments - 1];
	step(r, to_x, to_y, &dx, &dy);
	if (dx != 0 || dy == 0)
		put_number(r->out, dx);
	if (dy != 0)
		put_number(r->out, dy);
	buf_add_char(r->out, (char)(dy == 0 ? OP_HMOVETO : dx == 0 ? OP_VMOVETO : OP_RMOVETO));
	return true;
}

static bool draw(Reader *r, int operator)
{
	size_t n = r->count;
	if (!r->begun)
		return false;
	switch (operator) {
	case OP_RLINETO: read_lines(r, 0, n); return n % 2 == 0;
	case OP_HLINETO:
	case OP_VLINETO: read_turning_lines(r, operator== OP_HLINETO); return true;
	case OP_RRCURVETO: read_curves(r, 0, n); return n % 6 == 0;
	case OP_HHCURVETO:
	case OP_VVCURVETO: read_level_curves(r, operator== OP_HHCURVETO); return n % 4 <= 1;
	case OP_HVCURVETO:
	case OP_VHCURVETO: read_turning_curves(r, operator== OP_HVCURVETO); return n % 4 <= 1;
	case OP_RCURVELINE:
		if (n < 8 || n % 6 != 2)
			return false;
		read_curves(r, 0, n - 2);
		read_lines(r, n - 2, n);
		return true;
	case OP_RLINECURVE:
		if (n < 8 || n % 2 != 0)
			return false;
		read_lines(r, 0, n - 6);
		read_curves(r, n - 6, n);
		return true;
	default: return false;
	}
}

/* The bytes a number takes, 0 for none; its value in 16.16. */
static size_t read_number(Str text, size_t at, int64_t *value)
{
	const unsigned char *b = (const unsigned char *)text.ptr + at;
	size_t left = text.len - at;
	if (b[0] == OP_SHORTINT && left >= 3)
		return *value = (int64_t)(int16_t)(b[1] << 8 | b[2]) * 65536, 3;
	if (b[0] >= 32 && b[0] <= 246)
		return *value = ((int64_t)b[0] - 139) * 65536, 1;
	if (b[0] >= 247 && b[0] <= 250 && left >= 2)
		return *value = ((b[0] - 247) * 256 + b[1] + 108) * INT64_C(65536), 2;
	if (b[0] >= 251 && b[0] <= 254 && left >= 2)
		return *value = (-(b[0] - 251) * 256 - b[1] - 108) * INT64_C(65536), 2;
	if (b[0] == 255 && left >= 5)
		return *value = (int32_t)((uint32_t)b[1] << 24 | (uint32_t)b[2] << 16 |
					  (uint32_t)b[3] << 8 | b[4]),
		       5;
	return 0;
}

static bool read_operator(Reader *r, Str text, size_t *at, bool *ended)
{
	int operator=(unsigned char) text.ptr[(*at)++];
	bool ok;
	if (operator== OP_ESCAPE) {
		ok = r->begun && *at < text.len && read_flex(r, (unsigned char)text.ptr[(*at)++]);
	} else if (operator== OP_RMOVETO || operator== OP_HMOVETO || operator== OP_VMOVETO) {
		ok = move(r, operator);
	} else if (operator== OP_ENDCHAR) {
		flush_contour(r);
		read_width(r, 0);
		ok = r->count == 0; /* with four more it is an accented letter made of two */
		buf_add_char(r->out, OP_ENDCHAR);
		*ended = true;
	} else {
		ok = draw(r, operator);
	}
	r->count = 0;
	return ok;
}

bool pdf_charstring_shorten(Arena *scratch, Str charstring, Buf *out)
{
	Reader r = {.arena = scratch, .out = out};
	size_t start = out->len;
	bool ok = true, ended = false;
	for (size_t at = 0; ok && !ended && at < charstring.len;) {
		int64_t value = 0;
		size_t bytes = read_number(charstring, at, &value);
		if (bytes == 0) {
			ok = read_operator(&r, charstring, &at, &ended);
		} else {
			ok = r.count < MOST_ARGUMENTS;
			if (ok)
				r.stack[r.count++] = value;
			at += bytes;
		}
	}
	if (ok && ended && !r.far)
		return true;
	out->len = start;
	return false;
}
