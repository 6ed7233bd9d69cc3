/* Preloaded into a server under test: writes down every sync of a file, and can
 * make syncs slow.
 *
 *   LD_PRELOAD=sync_probe.so SYNC_PROBE_LOG=FILE [SYNC_PROBE_DELAY_MS=5] sen serve …
 *
 * One line a sync, written after it has returned:
 *
 *   BEGIN END WRITTEN PATH
 *
 * BEGIN and END are nanoseconds of CLOCK_MONOTONIC, around the sync and the
 * delay; WRITTEN is the number of bytes written to that file descriptor since
 * its sync before.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define DESCRIPTORS 65536

static atomic_long written[DESCRIPTORS];
static int log_file = -1;
static long delay_ms;

static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_pwrite64)(int, const void *, size_t, off64_t);

static void find(void)
{
    *(void **)&real_fsync = dlsym(RTLD_NEXT, "fsync");
    *(void **)&real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    *(void **)&real_write = dlsym(RTLD_NEXT, "write");
    *(void **)&real_pwrite = dlsym(RTLD_NEXT, "pwrite");
    *(void **)&real_pwrite64 = dlsym(RTLD_NEXT, "pwrite64");
}

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("SYNC_PROBE_LOG");
    const char *delay = getenv("SYNC_PROBE_DELAY_MS");
    find();
    if (path != NULL)
        log_file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (delay != NULL)
        delay_ms = atol(delay);
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void rest(void)
{
    struct timespec left = {delay_ms / 1000, delay_ms % 1000 * 1000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        ;
}

static void note(int fd, int64_t begun, int64_t ended)
{
    char name[64], path[PATH_MAX], line[PATH_MAX + 128];
    ssize_t length;
    long bytes = fd >= 0 && fd < DESCRIPTORS ? atomic_exchange(&written[fd], 0) : 0;

    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    length = readlink(name, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = '\0';
    length = snprintf(line, sizeof line, "%lld %lld %ld %s\n", (long long)begun,
                      (long long)ended, bytes, path);
    /* One write to a file opened for appending: lines never mix. */
    if (real_write(log_file, line, (size_t)length) != length)
        abort();
}

static int probe(int (*sync_it)(int), int fd)
{
    int64_t begun = now();
    int outcome = sync_it(fd);
    int error = errno;

    if (delay_ms > 0)
        rest();
    /* A sync that failed has made nothing durable. */
    if (outcome == 0 && log_file >= 0)
        note(fd, begun, now());
    errno = error;
    return outcome;
}

static ssize_t count(int fd, ssize_t bytes)
{
    if (bytes > 0 && fd >= 0 && fd < DESCRIPTORS)
        atomic_fetch_add(&written[fd], bytes);
    return bytes;
}

int fsync(int fd)
{
    if (real_fsync == NULL)
        find();
    return probe(real_fsync, fd);
}

int fdatasync(int fd)
{
    if (real_fdatasync == NULL)
        find();
    return probe(real_fdatasync, fd);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    if (real_write == NULL)
        find();
    return count(fd, real_write(fd, bytes, size));
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset)
{
    if (real_pwrite == NULL)
        find();
    return count(fd, real_pwrite(fd, bytes, size, offset));
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset)
{
    if (real_pwrite64 == NULL)
        find();
    return count(fd, real_pwrite64(fd, bytes, size, offset));
}
