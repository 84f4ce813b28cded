import CellChannel
import Foundation

/// Turns the addresses of a crash into a place in the Markdown, by the line tables in the compiled cells.
struct Symbolizer {
  var toolchain: Toolchain
  /// The cells that the line tables can name.
  var cells: [Cell]
  /// The path of the Markdown file.
  var path: String

  /// A place in the Markdown and what the optimised code says of why it stopped.
  struct Place: Equatable {
    var line: Int
    var column: Int
    var reason: String?
  }

  private struct Answer: Decodable {
    struct Symbol: Decodable {
      var functionName: String
      var fileName: String
      var line: Int
      var column: Int

      private enum CodingKeys: String, CodingKey {
        case functionName = "FunctionName"
        case fileName = "FileName"
        case line = "Line"
        case column = "Column"
      }
    }
    var symbols: [Symbol]?

    private enum CodingKeys: String, CodingKey { case symbols = "Symbol" }
  }

  private func place(_ symbol: Answer.Symbol) -> (Cell, Int)? {
    // The line tables may put the compiler's working folder before the name.
    let names = [path, symbol.fileName, String(symbol.fileName.split(separator: "/").last ?? "")]
    let name = symbol.fileName.hasSuffix("/" + path) ? names[..<1] : names[1...]
    for file in name {
      if let place = CellPlace.find(file: file, line: symbol.line, in: cells, path: path) {
        return place
      }
    }
    return nil
  }

  /// The innermost place in the Markdown on a stack, or nil when there is none.
  func place(of frames: [StackFrame], in libraries: Set<String>) -> Place? {
    var queries: [String] = []
    for (index, frame) in frames.enumerated() where libraries.contains(frame.file) {
      // Below a signal handler stands the address that trapped; elsewhere, that of the return.
      let isTrap =
        index >= 2 && frames[index - 1].file.contains("libc.so")
        && frames[index - 2].file.hasSuffix("libPracticalKit.so")
      let offset = isTrap ? frame.offset : frame.offset &- 1
      queries.append("\"\(frame.file)\" 0x\(String(offset, radix: 16))\n")
    }
    guard !queries.isEmpty,
      let run = try? CapturedRun.run(
        [toolchain.symbolizer, "--output-style=JSON", "--inlines"],
        environment: ChildProcess.inheritedEnvironment(), input: queries.prefix(24).joined(),
        seconds: 20)
    else { return nil }
    var reason: String?
    for line in run.output.split(separator: "\n") {
      guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(line.utf8)) else {
        continue
      }
      for symbol in answer.symbols ?? [] {
        let marker = "Swift runtime failure: "
        if reason == nil, symbol.functionName.hasPrefix(marker) {
          reason = String(symbol.functionName.dropFirst(marker.count))
        }
        guard let (cell, line) = place(symbol) else { continue }
        let column = CellPlace.column(symbol.column, line: line, in: cell)
        return Place(line: line, column: column, reason: reason)
      }
    }
    return nil
  }
}
