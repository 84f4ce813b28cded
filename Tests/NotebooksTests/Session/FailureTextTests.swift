import CellChannel
import Testing

@testable import Notebooks

@Suite("Words for failures")
struct FailureTextTests {
  @Test(
    arguments: [
      (0.5, "0.5 s"), (1, "1 s"), (59, "59 s"), (60, "1 min"), (90, "90 s"), (600, "10 min"),
    ])
  func seconds(_ seconds: Double, _ text: String) { #expect(FailureText.seconds(seconds) == text) }

  @Test(
    arguments: [
      // In the units in which limits are written: 400MB in a practical is 400 MB in a message.
      (64_000_000, "64 MB"), (400_000_000, "400 MB"), (1_000_000_000, "1 GB"),
      (1_500_000_000, "1.5 GB"), (512_000_000, "512 MB"),
    ])
  func bytes(_ bytes: Int, _ text: String) { #expect(FailureText.bytes(bytes) == text) }

  @Test(
    arguments: [
      (.todo, "relu", "`relu` is not implemented yet"),
      (.thrown, "Bad()", "threw an error: Bad()"), (.missing, "needs `x`", "needs `x`"),
      (.memory, "", "ran out of memory"), (.timeout, "", "ran out of time"),
      (.trap, "", nil),
    ] as [(CellFailure.Kind, String, String?)])
  func reasonOfACheck(_ kind: CellFailure.Kind, _ message: String, _ text: String?) {
    let failure = CellFailure(kind: kind, message: message, line: 1)
    #expect(FailureText.reason(of: failure, output: CellOutput()) == text)
  }

  @Test func aCrashOfACheckIsToldInTheRuntimesWords() {
    var output = CellOutput()
    _ = output.append(Array("a.swift:1: Fatal error: Division by zero\n".utf8)[...])
    let failure = CellFailure(kind: .trap, message: "", line: 1)
    #expect(FailureText.reason(of: failure, output: output) == "crashed: Division by zero")
  }

  @Test(
    arguments: [
      (.exited(3), "ended its process with `exit(3)`"), (.timedOut, "took longer than 2 s"),
      (.signaled(11), "crashed: a memory access that is not allowed (SIGSEGV)"),
    ] as [(ProcessEnd, String)])
  func reasonOfAnEnd(_ end: ProcessEnd, _ text: String) {
    #expect(FailureText.reason(of: end, timeout: 2) == text)
  }
}
