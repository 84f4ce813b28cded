import Testing

@testable import Grading

/// Whatever happens to the program that marks, there is a reason, and something to do.
@Suite("Failures of the grader")
struct GraderFailureTests {
  @Test(arguments: [
    (-1, "cannot start /bin/practical: No such file", false, "could not be started"),
    (0, "", false, "ended twice without leaving marks"),
    (0, "", true, "was replaced or removed"), (-1, "", true, "was replaced or removed"),
    (3, "error: no kit\n  help: build it", false, "ended twice with status 3"),
    (139, "", false, "crashed twice (signal 11)"), (137, "", false, "longer than 1500 s"),
    (1, " \n\n", false, "ended twice with status 1"),
  ])
  func haveAReason(_ status: Int, _ output: String, _ isReplaced: Bool, _ words: String) {
    let failure = GraderFailure(
      status: status, output: output, isReplaced: isReplaced, seconds: 1500)
    #expect(failure.reason.contains(words), "\(failure.reason)")
    #expect(failure.reason.contains("command"), "\(failure.reason)")
    let said = output.split(separator: "\n").first.map(String.init)?.filter { $0 != " " } ?? ""
    #expect(said.isEmpty != failure.reason.contains("It said:"), "\(failure.reason)")
  }

  @Test func muchOutputIsCut() {
    let failure = GraderFailure(
      status: 1, output: String(repeating: String(repeating: "x", count: 999) + "\n", count: 99),
      isReplaced: false, seconds: 1)
    #expect(failure.reason.utf8.count < 2000)
  }
}
