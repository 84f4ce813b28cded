import Foundation
import Testing

@testable import Notebooks

/// The compiler's parser, called in a folder of its own.
enum ItemParser {
  static func parse(_ code: String) throws -> ParsedCell {
    try #require(try parse([code]).first)
  }

  static func parse(_ codes: [String]) throws -> [ParsedCell] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "practical-parser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let toolchain = Toolchain(binaries: try compilerFolder(), kit: folder.path)
    return try TopLevelParser(toolchain: toolchain, cache: folder.path, identity: "test").parse(
      codes.enumerated().map { index, code in
        Cell(id: "cell-\(index)", kind: .cell, line: 1, codeLine: 2, code: code)
      })
  }

  /// The folder of the `swiftc` on the `PATH`.
  private static func compilerFolder() throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let compiler = path.split(separator: ":").map { "\($0)/swiftc" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    let found = try #require(compiler, "there is no swiftc on the PATH")
    return URL(filePath: found).resolvingSymlinksInPath().deletingLastPathComponent().path
  }
}
