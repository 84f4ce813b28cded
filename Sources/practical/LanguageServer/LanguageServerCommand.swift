import ArgumentParser
import Foundation
import Notebooks

/// `practical language-server`.
struct LanguageServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "language-server",
    abstract: "Give editors completion and diagnostics inside the cells of practicals.",
    discussion: """
      Speaks the Language Server Protocol on standard input and output, and has the toolchain's \
      sourcekit-lsp do the work: that sees, instead of each Markdown file, the Swift in it on the same \
      lines. Editors start this program; see Documentation/Editors.md.
      """)

  mutating func run() throws {
    let toolchain = try Toolchain.find()
    let server = toolchain.binaries + "/sourcekit-lsp"
    guard FileManager.default.isExecutableFile(atPath: server) else {
      throw Toolchain.Missing(
        message: "there is no sourcekit-lsp beside \(toolchain.compiler)",
        help: "install the whole Swift toolchain from swift.org/install")
    }
    let folder = FileManager.default.currentDirectoryPath + "/.practical/editor"
    let documents = ShadowDocuments(folder: ShadowFolder(path: folder), toolchain: toolchain)
    try documents.prepare(Course.find().practicalPaths())
    let status = try LanguageServerProxy(server: server, documents: documents).run()
    if status != 0 { throw ExitCode(ExitStatus.environment) }
  }
}
