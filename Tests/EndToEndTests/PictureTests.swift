import Foundation
import Testing

/// Plots between the lines of a terminal that can show them, and nowhere else.
///
/// One after the other, because all runs write to one folder.
@Suite("Pictures in terminals", .serialized)
struct PictureTests {
  private static let markdown = """
    ```swift {#draw .cell}
    print("before")
    show(Figure(title: "Line").line([1, 2, 3], [1, 4, 9]))
    print("behind")
    ```
    """

  /// Run once, so that the runs that are looked at are told again at once. Each of them writes the plot
  /// anew, so it is read here.
  private static let shared = Task {
    let run = try await PracticalRun.of(markdown)
    return (folder: run.folder, png: try run.file("plots/draw-1.png"))
  }

  private func run(
    _ kind: PseudoTerminal.Kind, _ options: String..., environment: [String: String?] = [:]
  ) async throws -> String {
    let folder = try await Self.shared.value.folder
    let (status, output) = try await PseudoTerminal().run(
      ["run", "small.md"] + options, in: folder, as: kind, environment: environment)
    #expect(status == 0)
    #expect(output.contains("▸ "))
    return output
  }

  private func png() async throws -> [UInt8] { try await Self.shared.value.png }

  @Test func kittyGetsThePictureInParts() async throws {
    let output = try await run(.kitty)
    let parts = output.matches(of: /\x1B_G([a-zA-Z0-9=,]*);([A-Za-z0-9+\/=]*)\x1B\\/)
      .filter { !$0.output.1.contains("a=q") }
    #expect(parts.allSatisfy { $0.output.2.utf8.count <= 4096 })
    // 1280 pixels are 640 points, and a character is ten wide.
    #expect(parts.first?.output.1 == "a=T,f=100,q=2,c=64,m=1")
    #expect(parts.dropFirst().dropLast().allSatisfy { $0.output.1 == "m=1" })
    #expect(parts.last?.output.1 == "m=0")
    let text = parts.map { String($0.output.2) }.joined()
    let png = try await png()
    #expect(Data(base64Encoded: text).map(Array.init) == png)
    let before = try #require(output.firstRange(of: "before"))
    let behind = try #require(output.firstRange(of: "behind"))
    let picture = try #require(output.firstRange(of: "a=T"))
    #expect(before.lowerBound < picture.lowerBound && picture.lowerBound < behind.lowerBound)
    // The name of the plot is a link to its file.
    #expect(output.contains("small/plots/draw-1.png\u{1B}\\plots/draw-1.png\u{1B}]8;;\u{1B}\\"))
  }

  @Test func iTermGetsThePictureWhole() async throws {
    let output = try await run(.iTerm)
    let match = try #require(
      output.firstMatch(of: /\x1B\]1337;File=inline=1;size=(\d+);width=64;[^:]*:([^\x07]*)\x07/))
    let png = try await png()
    #expect(Int(match.output.1) == png.count)
    #expect(Data(base64Encoded: String(match.output.2)).map(Array.init) == png)
  }

  @Test func sixelsWhereTheLibraryIs() async throws {
    let output = try await run(.sixel)
    let handle = dlopen("libsixel.so.1", RTLD_NOW)
    #expect(output.contains("\u{1B}Pq") == (handle != nil))
    if handle != nil { #expect(output.contains("\"1;1;640;")) }
  }

  @Test(arguments: [PseudoTerminal.Kind.plain, .silent])
  func otherTerminalsGetAPath(_ kind: PseudoTerminal.Kind) async throws {
    let output = try await run(kind)
    #expect(output.contains("▸ plots/draw-1.png\r\n"))
    #expect(!output.contains("\u{1B}Pq") && !output.contains("1337") && !output.contains("a=T"))
  }

  @Test(arguments: [["TMUX": "/tmp/tmux"], ["TERM": "screen-256color"], ["TERM": "dumb"]])
  func nothingIsAskedWhereTheAnswerWouldBeAnothers(_ environment: [String: String]) async throws {
    let output = try await run(.kitty, environment: environment.mapValues { $0 })
    #expect(!output.contains("\u{1B}_G") && !output.contains("\u{1B}]8"))
  }

  @Test func noPicturesAndNoColourAreHeeded() async throws {
    #expect(!(try await run(.kitty, "--no-pictures")).contains("\u{1B}_G"))
    let plain = try await run(.kitty, environment: ["NO_COLOR": "1"])
    #expect(!plain.contains("\u{1B}"))
  }

  @Test(arguments: [PseudoTerminal.Kind.kitty, .silent])
  func theTerminalIsLeftAsItWas(_ kind: PseudoTerminal.Kind) async throws {
    let folder = try await Self.shared.value.folder
    let program = try PracticalProgram.path()
    let (_, output) = try await PseudoTerminal().run(
      command: ["/bin/sh", "-c", "stty -a; '\(program)' run small.md; stty -a"], in: folder,
      as: kind)
    let settings = output.split(separator: "\r\n").filter {
      $0.contains(" icanon") || $0.contains(" echo")
    }
    #expect(settings.count >= 2 && settings.count.isMultiple(of: 2))
    #expect(
      Array(settings.prefix(settings.count / 2)) == Array(settings.suffix(settings.count / 2)))
    #expect(!output.contains("-icanon"))
  }
}
