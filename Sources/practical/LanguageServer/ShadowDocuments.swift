import Foundation
import Notebooks

/// The Markdown files that an editor has open, and their shadow files.
///
/// Both directions of the conversation use it, each on its own thread.
final class ShadowDocuments: @unchecked Sendable {
  /// What a text of a Markdown file comes to.
  enum Reading {
    /// The Swift in it.
    case shadow(String)
    /// What is wrong with it.
    case fault(Diagnostic)
  }

  /// The folder of the shadow files.
  let folder: ShadowFolder
  private let toolchain: Toolchain
  private let lock = NSLock()
  // Guarded by the lock: the addresses of the shadow files by those of the Markdown files, and back.
  private var shadows: [String: String] = [:]
  private var originals: [String: String] = [:]

  init(folder: ShadowFolder, toolchain: Toolchain) {
    self.folder = folder
    self.toolchain = toolchain
  }

  /// Writes the shadow files of practicals; one that cannot be read is left until it is opened.
  func prepare(_ paths: [String]) throws {
    try OutputFolder.make(folder.path, help: "start the editor in a folder that can be written to")
    for path in paths {
      guard let practical = try? PracticalParser.read(path: path) else { continue }
      try folder.write(ShadowFile(practical), name: practical.slug)
    }
    try folder.writeCommands(toolchain)
  }

  /// Notes that a Markdown file is open, and makes its shadow file known to the compiler.
  ///
  /// - Returns: whether the compiler's arguments had to be written anew.
  func open(_ address: String) -> Bool {
    guard Self.isMarkdown(address), let path = URL(string: address)?.path else { return false }
    let slug = Course.slug(path)
    return lock.withLock {
      guard shadows[address] == nil else { return false }
      var name = slug
      var number = 2
      while let owner = originals[Self.address("\(folder.path)/\(name).swift")], owner != address {
        name = "\(slug)-\(number)"
        number += 1
      }
      let file = "\(folder.path)/\(name).swift"
      shadows[address] = Self.address(file)
      originals[Self.address(file)] = address
      if FileManager.default.fileExists(atPath: file) { return false }
      try? Data("import PracticalKit\n".utf8).write(to: URL(fileURLWithPath: file))
      try? folder.writeCommands(toolchain)
      return true
    }
  }

  /// The Swift of a text, at its lines.
  func read(_ text: String, at address: String) -> Reading {
    let path = URL(string: address)?.path ?? address
    do {
      let source = SourceFile(path: Course.shortened(path), text: text)
      return .shadow(ShadowFile(try PracticalParser.parse(source, slug: Course.slug(path))).text)
    } catch {
      return .fault(error)
    }
  }

  /// Whether an address is that of an open Markdown file.
  func isOpen(_ address: String) -> Bool { lock.withLock { shadows[address] != nil } }

  /// A message with the addresses of Markdown files replaced by those of shadow files.
  func shadowed(_ value: Any) -> Any { Self.replacing(lock.withLock { shadows }, in: value) }

  /// A message with the addresses of shadow files replaced by those of Markdown files.
  func unshadowed(_ value: Any) -> Any { Self.replacing(lock.withLock { originals }, in: value) }

  /// Whether a file is Markdown, by its name.
  static func isMarkdown(_ address: String) -> Bool {
    address.hasPrefix("file:") && address.lowercased().hasSuffix(".md")
  }

  /// The address of a file.
  static func address(_ path: String) -> String { URL(fileURLWithPath: path).absoluteString }

  private static func replacing(_ table: [String: String], in value: Any) -> Any {
    switch value {
    case let text as String: return table[text] ?? text
    case let list as [Any]: return list.map { replacing(table, in: $0) }
    case let object as [String: Any]:
      // The edits of several files have their addresses as keys.
      return [String: Any](
        object.map { (table[$0] ?? $0, replacing(table, in: $1)) }, uniquingKeysWith: { $1 })
    default: return value
    }
  }
}
