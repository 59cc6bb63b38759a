/* clock: how long things take. What is written never depends on it. */
#ifndef RECTO_APP_CLOCK_H
#define RECTO_APP_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Milliseconds since some time in the past; they never go back. */
static inline int64_t clock_milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

#endif
