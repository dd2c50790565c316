/* What the programs here share: they load a file, then answer questions, a line each. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The compiler must take it that somebody reads all memory here, so that no result is left out. */
#define KEEP() __asm__ volatile("" : : : "memory")

static unsigned char *bytes;
static size_t size;

static void load(const char *name)
{
	FILE *file = fopen(name, "rb");
	if (!file || fseek(file, 0, SEEK_END))
		exit(1);
	size = (size_t)ftell(file);
	rewind(file);
	bytes = malloc(size);
	if (!bytes || fread(bytes, 1, size, file) != size)
		exit(1);
	fclose(file);
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

/* `check`: what was read or written, to be compared. `run N`: nanoseconds per item in N batches. */
static void answer(void (*check)(void), double (*run)(long batches))
{
	char line[64];
	while (fgets(line, sizeof line, stdin)) {
		if (!strncmp(line, "run ", 4))
			printf("%.6f", run(atol(line + 4)));
		else
			check();
		putchar('\n');
		fflush(stdout);
	}
}

#endif
