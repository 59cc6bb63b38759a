/* hash: known answers of XXH64, and that every byte and the seed count. */
#include "base/hash.h"
#include "check.h"

#include <string.h>

int main(void)
{
	CHECK(hash_bytes((Str){0}, 0) == UINT64_C(0xEF46DB3751D8E999));
	CHECK(hash_bytes(S("abc"), 0) == UINT64_C(0x44BC2CF5AD770999));
	char bytes[101];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 7 + 1);
	uint64_t whole = hash_bytes((Str){bytes, sizeof bytes}, 0);
	CHECK(whole != hash_bytes((Str){bytes, sizeof bytes}, 1));
	for (size_t i = 0; i < sizeof bytes; i++) {
		bytes[i] ^= 1;
		CHECK(hash_bytes((Str){bytes, sizeof bytes}, 0) != whole);
		bytes[i] ^= 1;
		CHECK(hash_bytes((Str){bytes, i}, 0) != whole);
	}
	return check_report();
}
