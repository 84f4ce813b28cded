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
    let size = 1 << 17
    var stack = stack_t(ss_sp: malloc(size), ss_flags: 0, ss_size: size)
    sigaltstack(&stack, nil)
    // The first call loads the unwinder, which must not happen inside the handler.
    var warmUp: [UnsafeMutableRawPointer?] = Array(repeating: nil, count: 1)
    linux_backtrace(&warmUp, 1)
    for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS, timeUp, memoryUp] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { CrashHandler.handle($0) }
      action.sa_flags = SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(signal, &action, nil)
    }
  }

  private static func handle(_ signal: Int32) {
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
        CellFailure(kind: kind, message: "", line: CellRuntime.line, frames: stackFrames())))
    Glibc.signal(signal, SIG_DFL)
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
