#include "base/library.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

static bool find_all(void *library, const LibraryFunction *functions, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		void *found = dlsym(library, functions[i].name);
		if (found == NULL)
			return false;
		/* POSIX has a pointer to a function fit into void *; ISO C has no cast for it. */
		memcpy(functions[i].place, &found, sizeof found);
	}
	return true;
}

void *library_load(const char *name, const LibraryFunction *functions, size_t count)
{
	void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (library != NULL && !find_all(library, functions, count)) {
		dlclose(library);
		return NULL;
	}
	return library;
}

void library_free(void *library)
{
	if (library != NULL)
		dlclose(library);
}
