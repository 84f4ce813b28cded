import CLinux
import CellChannel
import Glibc
import PracticalKit

/// Tells the runner where a process was when a signal ends it.
///
/// The handler allocates, which a signal handler should not: the process is about to die, and when its
/// heap is broken a second fault or the alarm ends it at once. The waiting snapshot reports the signal in
/// any case; what this adds is the place.
enum CrashHandler {
  /// Sent by the runner when a cell's time is up.
  static let timeUp = SIGXCPU
  /// Sent by the runner when a cell holds too much memory.
  static let memoryUp = SIGUSR2

  /// Installs the handler for every signal that ends a process, on a stack of its own.
  static func install() {
    var marker: UInt8 = 0
    withUnsafeMutablePointer(to: &marker) { stackStart = UInt(bitPattern: $0) }
    let size = 1 << 17
    var stack = stack_t(ss_sp: malloc(size), ss_flags: 0, ss_size: size)
    sigaltstack(&stack, nil)
    // The first call loads the unwinder, which must not happen inside the handler.
    var warmUp: [UnsafeMutableRawPointer?] = Array(repeating: nil, count: 1)
    linux_backtrace(&warmUp, 1)
    for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS, timeUp, memoryUp] {
      var action = sigaction()
      action.__sigaction_handler.sa_sigaction = { signal, information, _ in
        CrashHandler.handle(signal, at: information?.pointee._sifields._sigfault.si_addr)
      }
      action.sa_flags = SA_SIGINFO | SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(signal, &action, nil)
    }
  }

  /// Where the stack of the main thread begins, near enough.
  nonisolated(unsafe) private static var stackStart: UInt = 0

  /// Whether an address is where the stack would go on, were it allowed to grow.
  private static func isBeyondStack(_ address: UnsafeMutableRawPointer?) -> Bool {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit)
    let place = UInt(bitPattern: address)
    guard place < stackStart, limit.rlim_cur < 1 << 40 else { return false }
    let depth = stackStart - place
    let size = UInt(limit.rlim_cur)
    return depth > size - min(size, 1 << 20) && depth < size + 1 << 24
  }

  /// What a signal itself says of the cause.
  private static func words(for signal: Int32, at address: UnsafeMutableRawPointer?) -> String {
    if signal == SIGSEGV && isBeyondStack(address) {
      return "stack overflow: calls are nested too deep, as in a recursion without end"
    }
    return signal == SIGABRT ? CellFailure.abort : ""
  }

  private static func handle(_ signal: Int32, at address: UnsafeMutableRawPointer?) {
    // Should reporting hang, the alarm ends the process.
    Glibc.signal(SIGALRM, SIG_DFL)
    alarm(2)
    let isOutOfMemory = signal == memoryUp || MemoryLimit.isReached
    MemoryLimit.lift()
    linux_flush_output()
    let kind: CellFailure.Kind =
      signal == timeUp ? .timeout : isOutOfMemory ? .memory : .trap
    CellRuntime.send(
      .failure(
        CellFailure(
          kind: kind,
          message: words(for: signal, at: address),
          line: CellRuntime.line, frames: stackFrames())))
    if signal == timeUp || signal == memoryUp { kill(getpid(), SIGKILL) }
    // Ends the process as the signal would have, so that the snapshot can tell which it was.
    Glibc.signal(signal, SIG_DFL)
    var mask = sigset_t()
    sigemptyset(&mask)
    sigprocmask(SIG_SETMASK, &mask, nil)
    raise(signal)
    kill(getpid(), SIGKILL)
  }

  /// The calls on the stack, innermost first, as offsets into the loaded files.
  private static func stackFrames() -> [StackFrame] {
    var addresses: [UnsafeMutableRawPointer?] = Array(repeating: nil, count: 64)
    let count = Int(linux_backtrace(&addresses, Int32(addresses.count)))
    var frames: [StackFrame] = []
    for address in addresses.prefix(count) {
      var info = linux_address_info()
      guard let address = address, linux_find_address(address, &info) != 0,
        let name = info.file, let base = info.base
      else { continue }
      let offset = UInt64(UInt(bitPattern: address) - UInt(bitPattern: base))
      frames.append(StackFrame(file: String(cString: name), offset: offset))
    }
    return frames
  }
}
