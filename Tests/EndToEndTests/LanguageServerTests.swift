import Foundation
import Testing

/// `practical language-server`, asked as an editor asks it; sourcekit-lsp does the work.
@Suite("Language server")
struct LanguageServerTests {
  private static let markdown = """
    ---
    title: Editors
    ---

    # Prose, which is not Swift

    ```swift {#numbers .cell}
    let numbers = Tensor([1, 2, 3])
    numbers.so
    ```

    ```swift {#again .cell}
    let numbers = "a text now"
    let length: Bool = numbers.count
    ```
    """

  @Test func completionAndErrorsAreAtTheLinesOfTheMarkdown() async throws {
    let folder = try Workplace()
    try folder.write(Self.markdown, to: "small.md")
    let editor = try Editor(in: folder)
    let address = folder.url.appending(path: "small.md").absoluteString
    let capabilities = try await editor.ask("initialize", ["capabilities": [:] as [String: Any]])
    let offered = try #require(capabilities["capabilities"] as? [String: Any])
    #expect(offered["completionProvider"] != nil && offered["documentFormattingProvider"] == nil)
    editor.tell("initialized", [:])
    editor.open(address, Self.markdown)
    let document = ["textDocument": ["uri": address]]
    let line = try EndToEndTests.line(holding: "numbers.so", in: Self.markdown) - 1
    let place: [String: Any] = ["position": ["line": line, "character": 10]]
    let completion = try await editor.ask("textDocument/completion", place.merging(document) { $1 })
    let labels = (completion["items"] as? [[String: Any]] ?? []).compactMap {
      $0["label"] as? String
    }
    #expect(labels.contains { $0.hasPrefix("softmax") }, "\(labels)")
    let faults = try await editor.ask("textDocument/diagnostic", document)
    let lines = (faults["items"] as? [[String: Any]] ?? []).compactMap { fault -> Int? in
      let range = fault["range"] as? [String: [String: Int]]
      return range?["start"]?["line"]
    }
    // A name that is declared again is no error; a text is no Bool, and has no member `so` at its line.
    let second = try EndToEndTests.line(holding: "let length", in: Self.markdown) - 1
    #expect(Set(lines) == [line, second])
    // It also tells of them by itself, a little later.
    for _ in 0..<12_000 where !editor.isToldOf(address) {
      try await Task.sleep(for: .milliseconds(50))
      _ = try await editor.ask("textDocument/hover", place.merging(document) { $1 })
    }
    #expect(editor.isToldOf(address))

    // A malformed file says so at its line, and the session goes on.
    let broken = Self.markdown.replacing(".cell}", with: ".sell}")
    editor.change(address, broken, version: 2)
    let mended = Self.markdown.replacing("numbers.so\n", with: "print(numbers.softmax())\n")
    editor.change(address, mended, version: 3)
    let after = try await editor.ask("textDocument/diagnostic", document)
    #expect((after["items"] as? [[String: Any]])?.count == 1)
    #expect(editor.faults.contains { $0.contains("there is no cell class `.sell`") })
    _ = try await editor.ask("shutdown", [:])
    editor.tell("exit", [:])
    #expect(editor.waitForEnd() == 0)
  }

  @Test func theShadowFileHasTheLinesOfTheMarkdown() async throws {
    let folder = try Workplace()
    try folder.write(Self.markdown, to: "small.md")
    let finished = try await PracticalProgram.run(["editor", "small.md"], in: folder)
    #expect(finished.status == 0 && finished.output == "small.md: .practical/editor/small.swift\n")
    let lines = try #require(folder.text(".practical/editor/small.swift")).split(
      separator: "\n", omittingEmptySubsequences: false)
    for text in ["let numbers = Tensor", "numbers.so", "let length"] {
      #expect(lines[try EndToEndTests.line(holding: text, in: Self.markdown) - 1].contains(text))
    }
    #expect(lines[0] == "import PracticalKit" && !lines.contains { $0.contains("Prose") })
    #expect(folder.text(".practical/editor/compile_commands.json")?.contains("small.swift") == true)
  }
}

/// An editor's end of a conversation with the language server.
private final class Editor: @unchecked Sendable {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var number = 0
  private var pending = Data()
  /// The messages of the notices that came while an answer was waited for.
  private(set) var faults: [String] = []
  private var addresses: Set<String> = []

  init(in folder: Workplace) throws {
    process.executableURL = URL(filePath: try PracticalProgram.path())
    process.arguments = ["language-server"]
    process.currentDirectoryURL = folder.url
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  func waitForEnd() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  func isToldOf(_ address: String) -> Bool {
    addresses.contains(address) && addresses.allSatisfy { !$0.hasSuffix(".swift") }
  }

  func tell(_ method: String, _ parameters: [String: Any], id: Int? = nil) {
    var message: [String: Any] = ["jsonrpc": "2.0", "method": method, "params": parameters]
    if let id { message["id"] = id }
    guard let body = try? JSONSerialization.data(withJSONObject: message) else { return }
    input.fileHandleForWriting.write(Data("Content-Length: \(body.count)\r\n\r\n".utf8) + body)
  }

  func open(_ address: String, _ text: String) {
    let document: [String: Any] = [
      "uri": address, "languageId": "markdown", "version": 1, "text": text,
    ]
    tell("textDocument/didOpen", ["textDocument": document])
  }

  func change(_ address: String, _ text: String, version: Int) {
    let document: [String: Any] = ["uri": address, "version": version]
    let changes = [["text": text]]
    tell("textDocument/didChange", ["textDocument": document, "contentChanges": changes])
  }

  /// Asks and waits for the answer.
  func ask(_ method: String, _ parameters: [String: Any]) async throws -> [String: Any] {
    number += 1
    tell(method, parameters, id: number)
    while true {
      let message = try await next()
      if message["method"] as? String == "textDocument/publishDiagnostics" {
        let parameters = message["params"] as? [String: Any]
        if let address = parameters?["uri"] as? String { addresses.insert(address) }
        let found = parameters?["diagnostics"] as? [[String: Any]] ?? []
        faults += found.compactMap { $0["message"] as? String }
      } else if message["method"] == nil, message["id"] as? Int == number {
        #expect(message["error"] == nil)
        return message["result"] as? [String: Any] ?? [:]
      }
    }
  }

  private func next() async throws -> [String: Any] {
    try await withCheckedThrowingContinuation { continuation in
      // A thread of its own: it waits in the kernel.
      Thread { [self] in continuation.resume(with: Result { try read() }) }.start()
    }
  }

  private func read() throws -> [String: Any] {
    let separator = Data("\r\n\r\n".utf8)
    while true {
      if let mark = pending.firstRange(of: separator) {
        let head = String(decoding: pending[..<mark.lowerBound], as: UTF8.self)
        let length = try #require(Int(head.filter(\.isNumber)))
        if pending.count >= mark.upperBound - pending.startIndex + length {
          let end = mark.upperBound + length
          let object = try JSONSerialization.jsonObject(with: pending[mark.upperBound..<end])
          pending = Data(pending[end...])
          return try #require(object as? [String: Any])
        }
      }
      let part = output.fileHandleForReading.availableData
      try #require(!part.isEmpty, "the language server is gone")
      pending += part
    }
  }
}
