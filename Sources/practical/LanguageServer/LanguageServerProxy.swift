import Foundation
import Notebooks

/// Stands between an editor and sourcekit-lsp, and lets each see the file that it can read.
final class LanguageServerProxy: @unchecked Sendable {
  private let server: String
  private let documents: ShadowDocuments
  private let editor = MessageStream(input: 0, output: 1)
  private let lock = NSLock()
  // Guarded by the lock.
  private var initializeID: String?
  /// Held while a message is written to the editor: both threads do.
  private let writing = NSLock()

  /// What sourcekit-lsp offers for whole files: it would change prose that it sees as empty lines.
  private static let withheld = [
    "codeActionProvider", "codeLensProvider", "documentFormattingProvider",
    "documentOnTypeFormattingProvider", "documentRangeFormattingProvider", "foldingRangeProvider",
  ]

  init(server: String, documents: ShadowDocuments) {
    self.server = server
    self.documents = documents
  }

  /// Carries messages until one side ends; returns the status of the language server.
  func run() throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: server)
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let stream = MessageStream(
      input: output.fileHandleForReading.fileDescriptor,
      output: input.fileHandleForWriting.fileDescriptor)
    let reading = Thread { [self] in
      editor.readAll { fromEditor($0).forEach { stream.write($0) } }
      // An editor that is gone wants nothing more.
      try? input.fileHandleForWriting.close()
    }
    reading.start()
    stream.readAll { tellEditor(fromServer($0)) }
    process.waitUntilExit()
    return process.terminationStatus
  }

  private func tellEditor(_ message: [String: Any]) {
    writing.withLock { _ = editor.write(message) }
  }

  /// What the language server gets for a message of the editor.
  private func fromEditor(_ message: [String: Any]) -> [[String: Any]] {
    var message = message
    var before: [[String: Any]] = []
    let method = message["method"] as? String
    var parameters = message["params"] as? [String: Any] ?? [:]
    switch method {
    case "initialize":
      lock.withLock { initializeID = message["id"].map { "\($0)" } }
      let root = ShadowDocuments.address(documents.folder.path)
      parameters["rootUri"] = root
      parameters["rootPath"] = nil
      parameters["workspaceFolders"] = [["uri": root, "name": "practicals"]]
      message["params"] = parameters
    case "textDocument/didOpen":
      guard var document = parameters["textDocument"] as? [String: Any],
        let address = document["uri"] as? String, ShadowDocuments.isMarkdown(address)
      else { break }
      if documents.open(address) { before = [commandsChanged] }
      document["languageId"] = "swift"
      document["text"] = shadow(of: document["text"] as? String ?? "", at: address) ?? ""
      parameters["textDocument"] = document
      message["params"] = parameters
    case "textDocument/didChange":
      guard let document = parameters["textDocument"] as? [String: Any],
        let address = document["uri"] as? String, documents.isOpen(address)
      else { break }
      let changes = parameters["contentChanges"] as? [[String: Any]] ?? []
      // The editor was told to send whole texts.
      guard let text = changes.last?["text"] as? String, let shadow = shadow(of: text, at: address)
      else { return [] }
      parameters["contentChanges"] = [["text": shadow]]
      message["params"] = parameters
    default: break
    }
    return before + [documents.shadowed(message) as? [String: Any] ?? message]
  }

  /// Tells the language server to read the compiler's arguments anew.
  private var commandsChanged: [String: Any] {
    let file = ShadowDocuments.address(documents.folder.commands)
    let changed = 2
    return [
      "jsonrpc": "2.0", "method": "workspace/didChangeWatchedFiles",
      "params": ["changes": [["uri": file, "type": changed] as [String: Any]]],
    ]
  }

  /// The Swift of a Markdown text; when that is malformed, the editor is told so.
  private func shadow(of text: String, at address: String) -> String? {
    switch documents.read(text, at: address) {
    case .shadow(let text): return text
    case .fault(let fault):
      let place: [String: Any] = ["line": fault.line - 1, "character": max(0, fault.column - 1)]
      tellEditor([
        "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics",
        "params": [
          "uri": address,
          "diagnostics": [
            [
              "range": ["start": place, "end": place], "severity": 1, "source": "practical",
              "message": "\(fault.message)\nhelp: \(fault.help)",
            ] as [String: Any]
          ],
        ] as [String: Any],
      ])
      return nil
    }
  }

  /// What the editor gets for a message of the language server.
  private func fromServer(_ message: [String: Any]) -> [String: Any] {
    var message = message
    let isAnswer = lock.withLock {
      initializeID != nil && message["method"] == nil
        && message["id"].map { "\($0)" } == initializeID
    }
    if isAnswer, var result = message["result"] as? [String: Any],
      var capabilities = result["capabilities"] as? [String: Any]
    {
      lock.withLock { initializeID = nil }
      for name in Self.withheld { capabilities[name] = nil }
      // Whole texts: a part of the Markdown is not a part of the Swift.
      capabilities["textDocumentSync"] = ["openClose": true, "change": 1] as [String: Any]
      result["capabilities"] = capabilities
      message["result"] = result
    }
    return documents.unshadowed(message) as? [String: Any] ?? message
  }
}
