/*
 * Records what a process does to the files of one folder, in order: for a simulation of power loss. Loaded with LD_PRELOAD.
 *
 * RECORD_DIR: the folder. RECORD_LOG: where the records go, outside of it. A record is a head of 32 bytes, in the byte order
 * of the machine, and `length` bytes:
 *
 *   u32 what ('O'pen, 'W'rite, 'T'runcate, 'S'ync, 'U'nlink, 'R'ename), u32 file, u64 offset, u64 length, u64 unused
 *
 * `file` numbers the times that a file was opened. O carries the path, U the path, R both paths with a NUL between them.
 * A sync is recorded when it has returned, everything else before it is done.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_FILES 65536

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static size_t folder_length;
static int log_file = -1;
static uint32_t files[MAX_FILES];
static uint32_t next_file = 1;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("RECORD_LOG");
  folder = getenv("RECORD_DIR");
  if (path == NULL || folder == NULL) return;
  folder_length = strlen(folder);
  log_file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int ours(const char *path) {
  return log_file >= 0 && path != NULL && strncmp(path, folder, folder_length) == 0 &&
         (path[folder_length] == '/' || path[folder_length] == 0);
}

static void record(char what, uint32_t file, uint64_t offset, const void *data, uint64_t length) {
  struct { uint32_t what, file; uint64_t offset, length, unused; } head = {(uint32_t)what, file, offset, length, 0};
  struct iovec parts[2] = {{&head, sizeof head}, {(void *)data, data == NULL ? 0 : length}};
  pthread_mutex_lock(&lock);
  syscall(SYS_writev, log_file, parts, 2);
  pthread_mutex_unlock(&lock);
}

static uint32_t file_of(int fd) { return fd >= 0 && fd < MAX_FILES ? files[fd] : 0; }

static int opened(int fd, const char *path, int flags) {
  if (fd < 0 || fd >= MAX_FILES || !ours(path)) return fd;
  pthread_mutex_lock(&lock);
  files[fd] = next_file++;
  pthread_mutex_unlock(&lock);
  record('O', files[fd], 0, path, strlen(path));
  if (flags & O_TRUNC) record('T', files[fd], 0, NULL, 0);
  return fd;
}

#define MODE(last)                                  \
  mode_t mode = 0;                                  \
  if (flags & (O_CREAT | __O_TMPFILE)) {            \
    va_list rest;                                   \
    va_start(rest, last);                           \
    mode = (mode_t)va_arg(rest, int);               \
    va_end(rest);                                   \
  }

int open(const char *path, int flags, ...) {
  MODE(flags)
  return opened((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode), path, flags);
}
int open64(const char *path, int flags, ...) {
  MODE(flags)
  return opened((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode), path, flags);
}
int openat(int at, const char *path, int flags, ...) {
  MODE(flags)
  return opened((int)syscall(SYS_openat, at, path, flags, mode), path, flags);
}
int openat64(int at, const char *path, int flags, ...) {
  MODE(flags)
  return opened((int)syscall(SYS_openat, at, path, flags, mode), path, flags);
}
int close(int fd) {
  if (fd >= 0 && fd < MAX_FILES) files[fd] = 0;
  return (int)syscall(SYS_close, fd);
}

ssize_t write(int fd, const void *data, size_t length) {
  if (file_of(fd)) {
    /* Files that are only ever appended to stand at their end. */
    int flags = (int)syscall(SYS_fcntl, fd, F_GETFL);
    off_t at = (off_t)syscall(SYS_lseek, fd, 0, (flags & O_APPEND) ? SEEK_END : SEEK_CUR);
    record('W', file_of(fd), (uint64_t)at, data, length);
  }
  return (ssize_t)syscall(SYS_write, fd, data, length);
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  if (file_of(fd)) record('W', file_of(fd), (uint64_t)offset, data, length);
  return (ssize_t)syscall(SYS_pwrite64, fd, data, length, offset);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return pwrite(fd, data, length, offset); }

int ftruncate(int fd, off_t length) {
  if (file_of(fd)) record('T', file_of(fd), (uint64_t)length, NULL, 0);
  return (int)syscall(SYS_ftruncate, fd, length);
}
int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

int fsync(int fd) {
  int outcome = (int)syscall(SYS_fsync, fd);
  if (outcome == 0 && file_of(fd)) record('S', file_of(fd), 0, NULL, 0);
  return outcome;
}
int fdatasync(int fd) {
  int outcome = (int)syscall(SYS_fdatasync, fd);
  if (outcome == 0 && file_of(fd)) record('S', file_of(fd), 0, NULL, 0);
  return outcome;
}

int unlink(const char *path) {
  if (ours(path)) record('U', 0, 0, path, strlen(path));
  return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}
int rename(const char *from, const char *to) {
  if (ours(from) && ours(to)) {
    size_t first = strlen(from) + 1, second = strlen(to);
    char *both = malloc(first + second + 1);
    memcpy(both, from, first);
    memcpy(both + first, to, second + 1);
    record('R', 0, 0, both, first + second);
    free(both);
  }
  return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
