/* Decodes or encodes records as C does, by copying a struct. TASK, HEADER, HPAGE or GROUPINFO is defined, and SLOT, its bytes.
   Arguments: decode or encode, a file full of records, the offset of the first, bytes from one to the next. */
#include "program.h"

struct hdr { uint32_t type, len; };

#if defined TASK
struct record {
	struct hdr h;
	uint32_t state, exit_state, exit_code, exit_signal;
	uint64_t set_child_tid, clear_child_tid;
};
static void show(const struct record *r)
{
	printf("%u %u %u %u %llu %llu;", r->state, r->exit_state, r->exit_code, r->exit_signal,
	       (unsigned long long)r->set_child_tid, (unsigned long long)r->clear_child_tid);
}
#elif defined HEADER
struct record {
	struct hdr h;
	uint64_t magic;
	uint16_t padding, major, minor, patch, rev;
	struct { uint16_t task_comm_len, uts_release_len, uts_version_len, uts_machine_len; }
		__attribute__((aligned(8))) constants;
	uint64_t time, uflags;
};
static void show(const struct record *r)
{
	printf("%llu %u %u %u %u %u %u %u %u %llu %llu;", (unsigned long long)r->magic, r->major, r->minor, r->patch,
	       r->rev, r->constants.task_comm_len, r->constants.uts_release_len, r->constants.uts_version_len,
	       r->constants.uts_machine_len, (unsigned long long)r->time, (unsigned long long)r->uflags);
}
#elif defined HPAGE
struct record {
	struct hdr h;
	union { uint64_t vaddr, index; };
	uint16_t shift;
};
static void show(const struct record *r)
{
	printf("%llu %llu %u;", (unsigned long long)r->vaddr, (unsigned long long)r->index, r->shift);
}
#else
struct record {
	struct hdr h;
	uint32_t ngroups, groups[(SLOT - 12) / 4];
};
static void show(const struct record *r)
{
	printf("%u", r->ngroups);
	for (uint32_t i = 0; i < r->ngroups; i++)
		printf(" %u", r->groups[i]);
	putchar(';');
}
#endif

enum { BATCH = 1000, VALUES = 64 };

static size_t first, stride;
static struct record made[BATCH], values[VALUES];

/* Bytes of the record that starts here, maybe at an odd address. */
static inline size_t size_of(const void *start)
{
#ifndef GROUPINFO
	(void)start;
	return sizeof(struct record);
#else
	uint32_t len;
	memcpy(&len, (const unsigned char *)start + 4, 4);
	return len;
#endif
}

static double run_decode(long batches)
{
	size_t at = first, last = size - BATCH * stride;
	double start = now();
	for (long batch = 0; batch < batches; batch++) {
		if (at > last)
			at = first;
		for (int i = 0; i < BATCH; i++, at += stride) {
			memcpy(&made[i], bytes + at, size_of(bytes + at));
			KEEP();
		}
	}
	return (now() - start) / ((double)batches * BATCH);
}

static double run_encode(long batches)
{
	size_t at = first, last = size - BATCH * stride;
	double start = now();
	for (long batch = 0; batch < batches; batch++) {
		if (at > last)
			at = first;
		for (int i = 0; i < BATCH; i++, at += stride) {
			const struct record *value = &values[i & (VALUES - 1)];
			memcpy(bytes + at, value, size_of(value));
			KEEP();
		}
	}
	return (now() - start) / ((double)batches * BATCH);
}

static void check_decode(void)
{
	run_decode(1);
	for (int i = 0; i < VALUES; i++)
		show(&made[i]);
}

static void check_encode(void)
{
	memset(bytes, 0, size);
	run_encode(1);
	for (size_t i = 0; i < VALUES * stride; i++)
		printf("%02x", bytes[first + i]);
}

int main(int argc, char **argv)
{
	if (argc != 5)
		return 2;
	load(argv[2]);
	first = strtoul(argv[3], NULL, 10);
	stride = strtoul(argv[4], NULL, 10);
	for (int i = 0; i < VALUES; i++)
		memcpy(&values[i], bytes + first + i * stride, size_of(bytes + first + i * stride));
	if (!strcmp(argv[1], "decode"))
		answer(check_decode, run_decode);
	else
		answer(check_encode, run_encode);
	return 0;
}
