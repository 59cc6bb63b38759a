/* sha256: the examples of FIPS 180-4, lengths around a block, and the form that policies have. */
#include "base/sha256.h"
#include "check.h"

#include <string.h>

static void check_digest(Str bytes, const char *hex)
{
	unsigned char digest[32];
	char text[65];
	sha256_bytes(bytes, digest);
	for (int i = 0; i < 32; i++)
		snprintf(text + 2 * i, 3, "%02x", digest[i]);
	CHECK(strcmp(text, hex) == 0);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	check_digest(S(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	check_digest(S("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	check_digest(S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
		     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	Buf many = buf_in(arena);
	buf_add_repeat(&many, 'a', 1000000);
	check_digest(buf_str(&many),
		     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	Buf source = buf_in(arena);
	sha256_add_source(&source, S("abc"));
	CHECK(str_eq(buf_str(&source), S("sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")));
	arena_free(arena);
	return check_report();
}
