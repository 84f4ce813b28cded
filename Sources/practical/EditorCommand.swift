import ArgumentParser
import Foundation
import Notebooks

/// `practical editor`.
struct EditorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "editor",
    abstract: "Write what a language server needs to know the code of a practical.",
    discussion: """
      Writes .practical/editor/SLUG.swift, whose lines are those of the Markdown, and \
      compile_commands.json beside it. Editors that start `practical language-server` need not call this: \
      it does the same for every file that is opened. See Documentation/Editors.md.
      """)

  @Argument(
    help: "The practical: its number, its slug, or the path of a Markdown file; all when left out.")
  var practical: String?

  mutating func run() throws {
    let course = Course.find()
    let paths = try practical.map { [try course.path(for: $0)] } ?? course.practicalPaths()
    let shadows = ShadowFolder(
      path: FileManager.default.currentDirectoryPath + "/.practical/editor")
    for path in paths {
      let document = try PracticalParser.read(path: path)
      let file = try shadows.write(ShadowFile(document), name: document.slug)
      StandardOutput.writeLine("\(path): \(Course.shortened(file))")
    }
    try shadows.writeCommands(Toolchain.find())
  }
}

/// The folder in which the shadow files are.
struct ShadowFolder {
  /// The path, from the root of the file system.
  var path: String

  /// The file with the compiler's arguments.
  var commands: String { path + "/compile_commands.json" }

  /// Writes the shadow file of a practical; returns its path.
  @discardableResult
  func write(_ shadow: ShadowFile, name: String) throws -> String {
    try OutputFolder.make(path, help: "make the folder writable, or go to another")
    let file = "\(path)/\(name).swift"
    try OutputFolder.keeping {
      try Data(shadow.text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    }
    return file
  }

  /// Writes the compiler's arguments for all files that are there.
  func writeCommands(_ toolchain: Toolchain) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".swift") }.sorted()
    let commands = try ShadowFile.compileCommands(for: names, in: path, toolchain: toolchain)
    try OutputFolder.keeping {
      try commands.write(
        to: URL(fileURLWithPath: self.commands), options: .atomic)
    }
  }
}
