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
#include <sys/syscall.h>
#include <sys/wait.h>
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

/// Closes all descriptors from this one on.
static inline void linux_close_from(int descriptor) {
  syscall(SYS_close_range, (unsigned)descriptor, ~0U, 0);
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

/// The numbers of the system calls that confined code has no use for, one by one; -1 after the last.
static inline int linux_denied_call(int index) {
  static const int calls[] = {
#ifdef SYS_acct
      SYS_acct,
#endif
#ifdef SYS_add_key
      SYS_add_key,
#endif
#ifdef SYS_adjtimex
      SYS_adjtimex,
#endif
#ifdef SYS_bpf
      SYS_bpf,
#endif
#ifdef SYS_chroot
      SYS_chroot,
#endif
#ifdef SYS_clock_adjtime
      SYS_clock_adjtime,
#endif
#ifdef SYS_clock_settime
      SYS_clock_settime,
#endif
#ifdef SYS_delete_module
      SYS_delete_module,
#endif
#ifdef SYS_fanotify_init
      SYS_fanotify_init,
#endif
#ifdef SYS_finit_module
      SYS_finit_module,
#endif
#ifdef SYS_fsconfig
      SYS_fsconfig,
#endif
#ifdef SYS_fsmount
      SYS_fsmount,
#endif
#ifdef SYS_fsopen
      SYS_fsopen,
#endif
#ifdef SYS_fspick
      SYS_fspick,
#endif
#ifdef SYS_init_module
      SYS_init_module,
#endif
#ifdef SYS_io_uring_enter
      SYS_io_uring_enter,
#endif
#ifdef SYS_io_uring_register
      SYS_io_uring_register,
#endif
#ifdef SYS_io_uring_setup
      SYS_io_uring_setup,
#endif
#ifdef SYS_ioperm
      SYS_ioperm,
#endif
#ifdef SYS_iopl
      SYS_iopl,
#endif
#ifdef SYS_kcmp
      SYS_kcmp,
#endif
#ifdef SYS_kexec_file_load
      SYS_kexec_file_load,
#endif
#ifdef SYS_kexec_load
      SYS_kexec_load,
#endif
#ifdef SYS_keyctl
      SYS_keyctl,
#endif
#ifdef SYS_lookup_dcookie
      SYS_lookup_dcookie,
#endif
#ifdef SYS_memfd_create
      SYS_memfd_create,
#endif
#ifdef SYS_memfd_secret
      SYS_memfd_secret,
#endif
#ifdef SYS_modify_ldt
      SYS_modify_ldt,
#endif
#ifdef SYS_mount
      SYS_mount,
#endif
#ifdef SYS_mount_setattr
      SYS_mount_setattr,
#endif
#ifdef SYS_move_mount
      SYS_move_mount,
#endif
#ifdef SYS_move_pages
      SYS_move_pages,
#endif
#ifdef SYS_mq_open
      SYS_mq_open,
#endif
#ifdef SYS_msgget
      SYS_msgget,
#endif
#ifdef SYS_name_to_handle_at
      SYS_name_to_handle_at,
#endif
#ifdef SYS_nfsservctl
      SYS_nfsservctl,
#endif
#ifdef SYS_open_by_handle_at
      SYS_open_by_handle_at,
#endif
#ifdef SYS_open_tree
      SYS_open_tree,
#endif
#ifdef SYS_perf_event_open
      SYS_perf_event_open,
#endif
#ifdef SYS_personality
      SYS_personality,
#endif
#ifdef SYS_pidfd_getfd
      SYS_pidfd_getfd,
#endif
#ifdef SYS_pivot_root
      SYS_pivot_root,
#endif
#ifdef SYS_process_madvise
      SYS_process_madvise,
#endif
#ifdef SYS_process_vm_readv
      SYS_process_vm_readv,
#endif
#ifdef SYS_process_vm_writev
      SYS_process_vm_writev,
#endif
#ifdef SYS_ptrace
      SYS_ptrace,
#endif
#ifdef SYS_quotactl
      SYS_quotactl,
#endif
#ifdef SYS_quotactl_fd
      SYS_quotactl_fd,
#endif
#ifdef SYS_reboot
      SYS_reboot,
#endif
#ifdef SYS_request_key
      SYS_request_key,
#endif
#ifdef SYS_semget
      SYS_semget,
#endif
#ifdef SYS_setdomainname
      SYS_setdomainname,
#endif
#ifdef SYS_sethostname
      SYS_sethostname,
#endif
#ifdef SYS_setns
      SYS_setns,
#endif
#ifdef SYS_settimeofday
      SYS_settimeofday,
#endif
#ifdef SYS_shmget
      SYS_shmget,
#endif
#ifdef SYS_socket
      SYS_socket,
#endif
#ifdef SYS_swapoff
      SYS_swapoff,
#endif
#ifdef SYS_swapon
      SYS_swapon,
#endif
#ifdef SYS_syslog
      SYS_syslog,
#endif
#ifdef SYS_umount2
      SYS_umount2,
#endif
#ifdef SYS_unshare
      SYS_unshare,
#endif
#ifdef SYS_uselib
      SYS_uselib,
#endif
#ifdef SYS_userfaultfd
      SYS_userfaultfd,
#endif
#ifdef SYS_vhangup
      SYS_vhangup,
#endif
  };
  return index < (int)(sizeof calls / sizeof calls[0]) ? calls[index] : -1;
}

/// The number of `clone`.
static inline int linux_clone_call(void) { return SYS_clone; }

/// The number of `clone3`.
static inline int linux_clone3_call(void) { return SYS_clone3; }

/// The number of `ioctl`.
static inline int linux_ioctl_call(void) { return SYS_ioctl; }

/// Has the kernel write on every packet of a socket which process sent it.
static inline int linux_ask_for_senders(int descriptor) {
  int on = 1;
  // SO_PASSCRED, which the C library declares for GNU sources only.
  return setsockopt(descriptor, SOL_SOCKET, 16, &on, sizeof on);
}

/// Receives a packet. `sender` becomes the process that sent it, as the kernel knows it and as this process
/// may call it, or 0 where the kernel was not asked. Descriptors that come along are closed by the kernel:
/// there is room for the sender and nothing else.
static inline ssize_t linux_receive(int descriptor, void *buffer, size_t size, int flags, int *sender) {
  struct {
    int process;
    unsigned user, group;
  } credentials;
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof credentials)];
  } control;
  struct iovec part = {buffer, size};
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  *sender = 0;
  ssize_t count = recvmsg(descriptor, &message, flags | MSG_CMSG_CLOEXEC);
  if (count < 0) return count;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  // 2 is SCM_CREDENTIALS.
  if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == 2) {
    memcpy(&credentials, CMSG_DATA(header), sizeof credentials);
    *sender = credentials.process;
  }
  return count;
}

#endif
