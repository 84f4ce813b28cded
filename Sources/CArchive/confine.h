// What keeps a program that parses hostile archives to its memory and its streams.
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

// From here on every system call fails with EPERM but those that allocate memory, read and write descriptors
// that are open, and end the program. Returns 0, or -1 where the kernel knows no filters.
static inline int archive_keep_to_memory_and_streams(void) {
  static const int allowed[] = {
      SYS_read, SYS_write, SYS_brk, SYS_mmap, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_madvise,
      SYS_futex, SYS_lseek, SYS_fstat, SYS_close, SYS_clock_gettime, SYS_getrandom,
      SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_exit, SYS_exit_group,
  };
  enum { count = sizeof allowed / sizeof allowed[0] };
#if defined(__aarch64__)
  const unsigned processor = AUDIT_ARCH_AARCH64;
#else
  const unsigned processor = AUDIT_ARCH_X86_64;
#endif
  struct sock_filter program[count + 6] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, processor, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
  };
  for (int index = 0; index < count; index++) {
    // Over the tests that follow and the refusal.
    struct sock_filter test =
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)allowed[index], (unsigned char)(count - index), 0);
    program[4 + index] = test;
  }
  struct sock_filter refuse = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  program[4 + count] = refuse;
  program[5 + count] = allow;
  struct sock_fprog filter = {count + 6, program};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}
