/* processors: how many this program may run on. What is written never depends on it. */
#ifndef RECTO_APP_PROCESSORS_H
#define RECTO_APP_PROCESSORS_H

#include <sched.h>
#include <stddef.h>
#include <unistd.h>

/* Those it is held to (taskset, a container), else those of the machine. */
static inline size_t processors_count(void)
{
#ifdef CPU_COUNT
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set) == 0)
		return (size_t)CPU_COUNT(&set);
#endif
	long count = sysconf(_SC_NPROCESSORS_ONLN);
	return count > 0 ? (size_t)count : 1;
}

#endif
