#include "base/library.h"
#include "check.h"

int main(void)
{
	double (*cosine)(double) = NULL, (*none)(double) = NULL;
	const LibraryFunction both[] = {{"cos", &cosine}, {"cos_of_nothing", &none}};
	CHECK(library_load("libof-no-such-name.so.1", both, 1) == NULL && cosine == NULL);
	CHECK(library_load("libm.so.6", both, 2) == NULL && none == NULL);
	void *library = library_load("libm.so.6", both, 1);
	CHECK(library != NULL && cosine != NULL && cosine(0) > 0.5);
	library_free(library);
	CHECK(cosine(0) > 0.5); /* its code stays */
	library_free(NULL);
	return check_report();
}
