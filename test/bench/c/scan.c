/* Walks over all records of a file and adds up a field of each task. Bounds and lengths are checked. */
#include "program.h"

static uint64_t sum, tasks;

static void walk(void)
{
	size_t at = 0;
	sum = tasks = 0;
	while (at + 8 <= size) {
		uint32_t type, len, state;
		memcpy(&type, bytes + at, 4);
		memcpy(&len, bytes + at + 4, 4);
		if (len < 8 || len > size - at)
			break;
		if (type == 101 && len == 40) {
			memcpy(&state, bytes + at + 8, 4);
			sum += state;
			tasks++;
		}
		at += len;
	}
	KEEP();
}

static double run(long batches)
{
	double start = now();
	for (long i = 0; i < batches; i++)
		walk();
	return (now() - start) / batches;
}

static void check(void)
{
	walk();
	printf("%llu %llu", (unsigned long long)tasks, (unsigned long long)sum);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	load(argv[1]);
	answer(check, run);
	return 0;
}
