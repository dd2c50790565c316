/* A few sections, symbols of each binding, and a note. */
const int shared = 1;
static int own[3];
__attribute__((weak)) int weak_one = 2;
extern int elsewhere;
int sum(int a) { return a + own[0] + shared + weak_one; }
#ifdef WITH_MAIN
void _start(void) { for (;;) own[1] = sum(own[2]); }
#endif
