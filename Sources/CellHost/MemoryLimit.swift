import Glibc

/// What a process may hold in memory.
enum MemoryLimit {
  /// Limits the private memory of this process; the hard limit stays, so that a later cell can have more.
  static func set(_ bytes: Int) {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = min(rlim_t(bytes), limit.rlim_max)
    setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
  }

  /// Lifts the limit; safe in a signal handler.
  static func lift() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
  }

  /// Whether a few more megabytes are not to be had; safe in a signal handler.
  static var isReached: Bool {
    let size = 32 << 20
    let flags = Int32(MAP_PRIVATE | MAP_ANONYMOUS)
    let address = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0)
    if address == MAP_FAILED { return true }
    munmap(address, size)
    return false
  }

  /// The most memory that this process has held, in bytes.
  static func peak() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}
