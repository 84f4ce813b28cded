// Calls of Linux that the Swift importer does not show: variadic ones, and extensions of the GNU C library.
#ifndef PRACTICAL_CLINUX_SHIM_H
#define PRACTICAL_CLINUX_SHIM_H

#include <execinfo.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

// Declared by hand: with _GNU_SOURCE defined, the system headers would be seen here other than the
// other C modules of this package see them, and `fd_set` and its like would clash.
int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int descriptor);

/// Has the kernel send this process a signal when its parent ends; 0 takes that back.
static inline int linux_set_parent_death_signal(int signal) {
  return prctl(PR_SET_PDEATHSIG, (unsigned long)signal, 0, 0, 0);
}

/// Makes this process the parent of descendants that lose theirs.
static inline int linux_adopt_orphans(void) {
  return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

/// Makes a pipe whose ends are closed on exec; its ends block.
static inline int linux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

/// Has reads and writes of a descriptor return at once.
static inline int linux_set_nonblocking(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

/// Has a descriptor closed on exec.
static inline int linux_set_close_on_exec(int descriptor) {
  return fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

/// A copy of a descriptor that is closed on exec, or -1.
static inline int linux_duplicate(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 3); }

/// What went through a TCP socket.
typedef struct {
  int is_listening;
  unsigned long long received;
  unsigned int sent_segments;
} linux_traffic;

/// Reads what went through a TCP socket; -1 where the kernel does not tell.
static inline int linux_socket_traffic(int descriptor, linux_traffic *traffic) {
  // The kernel's `tcp_info`, whose header cannot stand beside the C library's of the same name: the state
  // is its first byte, the bytes received and the data segments sent stand at these places since Linux 4.6.
  unsigned char info[160] = {0};
  socklen_t size = sizeof info;
  if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, info, &size) != 0 || size < sizeof info) return -1;
  traffic->is_listening = info[0] == TCP_LISTEN;
  memcpy(&traffic->received, info + 128, sizeof traffic->received);
  memcpy(&traffic->sent_segments, info + 156, sizeof traffic->sent_segments);
  return 0;
}

/// Has a spawned process close all descriptors from this one on.
static inline int linux_spawn_close_from(posix_spawn_file_actions_t *actions, int descriptor) {
  return posix_spawn_file_actions_addclosefrom_np(actions, descriptor);
}

/// Buffers standard output by lines.
static inline void linux_buffer_output_by_lines(void) { setvbuf(stdout, NULL, _IOLBF, 1 << 14); }

/// Writes out what is buffered for standard output and standard error.
static inline void linux_flush_output(void) {
  fflush(stdout);
  fflush(stderr);
}

/// The addresses of the calls on the stack, innermost first; returns their number.
static inline int linux_backtrace(void **addresses, int capacity) {
  return backtrace(addresses, capacity);
}

/// What the dynamic linker knows of an address.
typedef struct {
  const char *file;
  void *base;
  const char *symbol;
  void *symbol_address;
} linux_address_info;

/// Finds the loaded file that an address lies in; 0 when there is none.
int linux_find_address(const void *address, linux_address_info *info) __asm__("dladdr");

#endif
