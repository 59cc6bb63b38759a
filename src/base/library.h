/*
 * library: shared libraries that are loaded when they are first asked for. Most runs need neither
 * the decoder of AVIF nor a server, and start sooner without what these bring along.
 *
 * Who loads one gives it back; its code stays in the program until the end, so that the second time
 * costs little. Threads may load side by side.
 */
#ifndef RECTO_BASE_LIBRARY_H
#define RECTO_BASE_LIBRARY_H

#include <stddef.h>

typedef struct {
	const char *name;
	void *place; /* of the pointer to that function */
} LibraryFunction;

/* Loads the library of this name (its soname), and sets the pointers; NULL when it is not there or
 * lacks one of the functions. */
void *library_load(const char *name, const LibraryFunction *functions, size_t count);
/* NULL is none. */
void library_free(void *library);

#endif
