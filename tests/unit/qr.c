/* qr: the size of a code, and the four free modules around it (ISO/IEC 18004, 5.3.8). */
#include "front/qr.h"
#include "check.h"

int main(void)
{
	Arena *arena = arena_new(NULL);
	int modules = 0;
	Str picture = qr_picture(arena, S("https://example.org/"), &modules);
	CHECK(modules == 25 + 2 * 4); /* version 2 holds 26 bytes at level M */
	CHECK(str_contains(picture, S("viewBox='0 0 33 33'")));
	/* the upper row of the finder pattern on the left */
	CHECK(str_contains(picture, S(" d='M4 4h7v1h-7z")));
	arena_free(arena);
	return check_report();
}
