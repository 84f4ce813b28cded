import Foundation
import Testing

/// `practical show`.
@Suite("Sources of the kit")
struct ShowTests {
  private func show(_ arguments: [String]) async throws -> Finished {
    try await PracticalProgram.run(["show"] + arguments, in: try Workplace())
  }

  @Test func aFunctionIsShownWithItsPlaceAndDocumentation() async throws {
    let finished = try await show(["Tensor.softmax"])
    #expect(finished.status == 0)
    #expect(finished.errors.isEmpty)
    let lines = finished.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasPrefix("Sources/Tensors/Tensor+Softmax.swift:"))
    #expect(lines[1] == "/// Turns scores into probabilities along an axis.")
    #expect(finished.output.contains("\npublic func softmax(axis: Int = -1) -> Tensor {\n"))
    #expect(finished.output.hasSuffix("\n}\n"))
    #expect(!finished.output.contains("\u{1B}"))
    // The line is that of the declaration.
    let number = try #require(Int(lines[0].split(separator: ":")[1]))
    let file = PracticalProgram.package.appending(path: "Sources/Tensors/Tensor+Softmax.swift")
    let source = try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(source[number - 1] == "  public func softmax(axis: Int = -1) -> Tensor {")
  }

  @Test func aSmallTypeIsShownWithItsExtensions() async throws {
    let finished = try await show(["BLEUScore"])
    #expect(finished.status == 0)
    #expect(finished.output.contains("\npublic struct BLEUScore: Sendable, Equatable {\n"))
    #expect(finished.output.contains("\nextension BLEUScore: CustomStringConvertible {\n"))
    #expect(finished.output.contains("\nSources/Metrics/BLEUScore+Smoothing.swift:1\n"))
  }

  @Test func theMembersOfALargeTypeAreListed() async throws {
    let finished = try await show(["Tensor"])
    #expect(finished.status == 0)
    #expect(finished.output.contains("\npublic struct Tensor: Sendable, Equatable {\n"))
    #expect(
      finished.output.contains(
        "  softmax(axis:), logSoftmax(axis:), logSumExp(axis:keepDimensions:)\n"))
    #expect(finished.output.hasSuffix("`practical show Tensor.NAME` shows one of them.\n"))
  }

  @Test func severalMatchesAreListed() async throws {
    let finished = try await show(["Tensor.argMax"])
    #expect(finished.status == 0)
    #expect(finished.output.contains("Tensor.argMax()\n  Sources/Tensors/"))
    #expect(finished.output.contains("Tensor.argMax(axis:)\n  Sources/Tensors/"))
    #expect(finished.output.contains("  The positions of the largest scalars along an axis.\n"))
    #expect(
      finished.output.hasSuffix(
        "\n2 symbols match; `practical show 'Tensor.argMax(axis:)'` shows one.\n"))
    let one = try await show(["Tensor.argMax(axis:)"])
    #expect(one.output.contains("\npublic func argMax(axis: Int) -> [Int] {\n"))
  }

  @Test func anUnknownNameGetsNearOnes() async throws {
    let finished = try await show(["sofmax"])
    #expect(finished.status == 2)
    #expect(finished.output.isEmpty)
    #expect(
      finished.errors == """
        error: there is no symbol `sofmax` in the kit
          help: did you mean `Softmax` or `softmax`?

        """)
    let hostile = try await show(["\u{1B}[2J\u{202E}zzzzzzzzzzzzzzzzzzzz"])
    #expect(hostile.status == 2)
    #expect(!hostile.errors.contains("\u{1B}") && !hostile.errors.contains("\u{202E}"))
    #expect(hostile.errors.contains("help: `practical show Tensor`"))
  }

  @Test func theDocumentHasEveryMatch() async throws {
    struct Document: Decodable {
      struct Match: Decodable {
        var name: String
        var kind: String
        var module: String
        var path: String
        var line: Int
        var documentation: String
        var source: String
      }
      var query: String
      var matches: [Match]
    }
    let finished = try await show(["--json", "argMax"])
    #expect(finished.status == 0)
    let document = try JSONDecoder().decode(Document.self, from: Data(finished.output.utf8))
    #expect(document.query == "argMax")
    #expect(
      Set(document.matches.map(\.name)).isSuperset(of: ["Tensor.argMax()", "Tensor.argMax(axis:)"]))
    let match = try #require(document.matches.first { $0.module == "Tensors" })
    #expect(match.kind == "func" && match.path.hasPrefix("Sources/Tensors/") && match.line > 1)
    #expect(match.source.contains("public func argMax") && !match.documentation.contains("///"))
  }

  @Test(arguments: [false, true])
  func aTerminalGetsColoursUnlessItWantsNone(_ noColor: Bool) async throws {
    // `script` gives the program a terminal.
    let program = try PracticalProgram.path()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/script")
    process.arguments = ["-qec", "\(program) show Tensor.softmax", "/dev/null"]
    var environment = ProcessInfo.processInfo.environment
    environment["TERM"] = "xterm"
    environment["NO_COLOR"] = noColor ? "1" : nil
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains("public") && text.contains("Tensor+Softmax.swift"))
    #expect(text.contains("\u{1B}[") != noColor)
    if !noColor { #expect(text.contains("\u{1B}[35mpublic")) }
  }
}
