/* A formula to its tree and to MathML. */
#include "front/tex_math.h"
#include "write/mathml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 4096)
		return 0;
	Arena *arena = arena_new(NULL);
	Str tex = {(const char *)data, size};
	MathProblem problem = {0};
	const MathFormula *formula = tex_math_parse(arena, tex, &problem);
	if (formula == NULL && (problem.message.len == 0 || problem.end <= problem.at))
		__builtin_trap();
	Buf out = buf_in(arena);
	if (formula != NULL)
		mathml_write(&out, formula, tex, size % 2 == 0);
	arena_free(arena);
	return 0;
}
