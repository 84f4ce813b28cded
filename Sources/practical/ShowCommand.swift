import ArgumentParser
import Foundation
import Notebooks
import Reports

/// `practical show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the kit's own source of a symbol, with its documentation.",
    discussion: """
      SYMBOL is a type (`LSTM`), a function (`softmax`), a member (`Tensor.softmax`), one of several by its \
      labels (`Tensor.softmax(axis:)`), an initializer (`Tensor(zeros:)`), or an operator (`Tensor.+`). Where \
      several match, they are listed.
      """)

  @Argument(help: "The name of a type, function, property or operator of the kit.")
  var symbol: String

  @Flag(help: "Print one JSON document on standard output, and nothing else.")
  var json = false

  /// How long a type and its extensions may be together to be printed whole.
  private static let maximumLines = 300

  mutating func run() throws {
    let kit = try KitSymbols(package: Course.home)
    let matches = kit.matches(symbol)
    guard !matches.isEmpty else { throw unknown(kit) }
    if json {
      try writeJSON(matches)
    } else if Set(matches.map(\.name)).count > 1 {
      list(matches)
    } else {
      for (index, match) in matches.enumerated() {
        if index > 0 { StandardOutput.writeLine("") }
        write(match)
        if match.isType { writeExtensions(of: match, kit) }
      }
    }
  }

  private func unknown(_ kit: KitSymbols) -> UsageError {
    let names = kit.suggestions(for: symbol).map { "`\($0)`" }
    let shown = TerminalStyle.harmless(String(symbol.prefix(60)))
    return UsageError(
      "there is no symbol `\(shown)` in the kit",
      help: names.isEmpty
        ? "`practical show Tensor` shows a type and lists its members"
        : "did you mean \(names.joined(separator: " or "))?")
  }

  private func write(_ symbol: KitSymbol) {
    let style = TerminalStyle.detect()
    StandardOutput.writeLine(style.bold("\(symbol.path):\(symbol.line)"))
    let source = symbol.source
    StandardOutput.writeLine(style.hasColor ? TerminalCode.colored(source) : source)
  }

  /// Writes the extensions of a type, or where they are when that would be too much to read.
  private func writeExtensions(of type: KitSymbol, _ kit: KitSymbols) {
    let extensions = kit.extensions(of: type)
    let lines = ([type] + extensions).reduce(0) { $0 + $1.endLine - $1.line }
    if lines <= Self.maximumLines {
      for part in extensions {
        StandardOutput.writeLine("")
        write(part)
      }
      return
    }
    let style = TerminalStyle.detect()
    StandardOutput.writeLine("")
    for part in extensions {
      let members = kit.members(in: part).map { String($0.name.dropFirst(type.name.count + 1)) }
      // Overloads have one name.
      var seen: Set<String> = []
      let names = members.filter { seen.insert($0).inserted }
      if names.isEmpty { continue }
      StandardOutput.writeLine(style.bold("\(part.path):\(part.line)"))
      StandardOutput.writeLine("  " + names.joined(separator: ", "))
    }
    StandardOutput.writeLine("")
    StandardOutput.writeLine("`practical show \(type.name).NAME` shows one of them.")
  }

  private func list(_ matches: [KitSymbol]) {
    let style = TerminalStyle.detect()
    var seen: Set<String> = []
    for match in matches where seen.insert(match.name).inserted {
      StandardOutput.writeLine(style.bold(match.name))
      StandardOutput.writeLine(style.dim("  \(match.path):\(match.line)"))
      if !match.summary.isEmpty { StandardOutput.writeLine("  \(match.summary)") }
    }
    let example = matches.last?.name ?? symbol
    StandardOutput.writeLine("")
    StandardOutput.writeLine(
      "\(seen.count) symbols match; `practical show '\(example)'` shows one.")
  }

  private struct Document: Encodable {
    var query: String
    var matches: [Match]
  }

  private struct Match: Encodable {
    var name: String
    var kind: String
    var module: String
    var path: String
    var line: Int
    var endLine: Int
    var documentation: String
    var source: String
  }

  private func writeJSON(_ matches: [KitSymbol]) throws {
    let document = Document(
      query: symbol,
      matches: matches.map {
        Match(
          name: $0.name, kind: $0.kind, module: $0.module, path: $0.path, line: $0.line,
          endLine: $0.endLine, documentation: $0.documentation, source: $0.source)
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    StandardOutput.writeLine(String(decoding: try encoder.encode(document), as: UTF8.self))
  }
}
