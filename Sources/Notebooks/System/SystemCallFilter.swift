import CLinux
import Glibc

/// A program for the kernel that refuses system calls which neither the compiler nor a cell has a use for.
///
/// It is a list of tests on the call's number in the language of the kernel's packet filters, which
/// `seccomp(2)` runs before every call. What it refuses fails with `EPERM`; a program that calls the kernel
/// in the way of another processor is ended.
enum SystemCallFilter {
  /// One instruction: code, how far to jump when a test holds and when it does not, and an operand.
  private struct Instruction {
    var code: UInt16
    var ifTrue: UInt8 = 0
    var ifFalse: UInt8 = 0
    var operand: UInt32
  }

  /// Loads a 32-bit word of what the kernel tells of the call.
  private static func load(_ offset: UInt32) -> Instruction {
    Instruction(code: 0x20, operand: offset)
  }

  /// Ends the filter with a verdict.
  private static func verdict(_ value: UInt32) -> Instruction {
    Instruction(code: 0x06, operand: value)
  }

  /// Goes on with the next instruction when the loaded word is a value, else after the next.
  private static func isEqual(_ value: UInt32) -> Instruction {
    Instruction(code: 0x15, ifTrue: 0, ifFalse: 1, operand: value)
  }

  /// The same when the word is at least a value.
  private static func isAtLeast(_ value: UInt32) -> Instruction {
    Instruction(code: 0x35, ifTrue: 0, ifFalse: 1, operand: value)
  }

  private static let allowed: UInt32 = 0x7fff_0000
  private static let killed: UInt32 = 0x8000_0000
  private static func refused(_ error: Int32) -> UInt32 { 0x0005_0000 | UInt32(error) }

  /// Where the call's number, its kind of processor and the low half of its arguments stand.
  private static let number: UInt32 = 0
  private static let processor: UInt32 = 4
  private static func argument(_ index: UInt32) -> UInt32 { 16 + 8 * index }

  private static var ownProcessor: UInt32 {
    #if arch(arm64)
      0xc000_00b7
    #else
      0xc000_003e
    #endif
  }

  /// The flags of `clone` that make namespaces.
  private static let namespaces: UInt32 = 0x7e02_0080

  /// The program, as the kernel takes it.
  static let bytes: [UInt8] = {
    var program = [
      load(processor),
      Instruction(code: 0x15, ifTrue: 1, ifFalse: 0, operand: ownProcessor),
      verdict(killed),
      load(number),
    ]
    #if !arch(arm64)
      // The calls of the 32-bit kind on a 64-bit kernel.
      program += [isAtLeast(0x4000_0000), verdict(killed)]
    #endif
    var index: Int32 = 0
    while true {
      let call = linux_denied_call(index)
      if call < 0 { break }
      program += [isEqual(UInt32(call)), verdict(refused(EPERM))]
      index += 1
    }
    // Its flags stand in memory, where a filter cannot look. The C library goes on with `clone`.
    program += [isEqual(UInt32(linux_clone3_call())), verdict(refused(ENOSYS))]
    // Typing into the terminal from which the grader was started (TIOCSTI, TIOCLINUX).
    program += [
      Instruction(
        code: 0x15, ifTrue: 0, ifFalse: 5, operand: UInt32(linux_ioctl_call())),
      load(argument(1)),
      isEqual(0x5412), verdict(refused(EPERM)),
      isEqual(0x541c), verdict(refused(EPERM)),
      load(number),
      Instruction(code: 0x15, ifTrue: 0, ifFalse: 3, operand: UInt32(linux_clone_call())),
      load(argument(0)),
      Instruction(code: 0x45, ifTrue: 0, ifFalse: 1, operand: namespaces),
      verdict(refused(EPERM)),
      verdict(allowed),
    ]
    return program.flatMap { step in
      [
        UInt8(truncatingIfNeeded: step.code), UInt8(truncatingIfNeeded: step.code >> 8),
        step.ifTrue, step.ifFalse,
      ] + (0..<4).map { UInt8(truncatingIfNeeded: step.operand >> UInt32(8 * $0)) }
    }
  }()

  /// A descriptor from which the program can be read once; the caller closes it.
  static func open() -> Int32 {
    var ends: [Int32] = [-1, -1]
    linux_pipe(&ends)
    // A pipe holds this and more.
    write(ends[1], bytes, bytes.count)
    close(ends[1])
    return ends[0]
  }
}
