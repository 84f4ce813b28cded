import FoundationEssentials
import Testing

@testable import Reports

@Suite("KaTeX in the page")
struct MathAssetsTests {
  /// A folder with a small stand-in for KaTeX.
  private func withKaTeX(_ script: String, _ body: (String) throws -> Void) throws {
    let manager = FileManager.default
    let home = manager.temporaryDirectory.appending(path: "katex-\(UUID().uuidString)")
    defer { try? manager.removeItem(at: home) }
    try manager.createDirectory(
      at: home.appending(path: "fonts"), withIntermediateDirectories: true)
    try Data(script.utf8).write(to: home.appending(path: "katex.min.js"))
    let rules = ["Main-Regular", "Script-Regular"].map { name in
      "@font-face{font-family:KaTeX_\(name);src:url(fonts/KaTeX_\(name).woff2) format('woff2'),"
        + "url(fonts/KaTeX_\(name).ttf) format('truetype');font-weight:400}"
    }
    try Data((rules.joined() + ".katex{font:normal 1em KaTeX_Main}").utf8)
      .write(to: home.appending(path: "katex.min.css"))
    for name in ["Main-Regular", "Script-Regular"] {
      try Data(name.utf8).write(to: home.appending(path: "fonts/KaTeX_\(name).woff2"))
    }
    try body(home.path)
  }

  @Test("Needed fonts stand in the styles, others are left out")
  func fonts() throws {
    try withKaTeX("katex={version:\"0.16.4\"}") { folder in
      let plain = try #require(MathAssets.installed(for: Array("x^2".utf8), in: [folder]))
      let styles = String(decoding: plain.styles, as: UTF8.self)
      #expect(
        styles
          == "@font-face{font-family:KaTeX_Main-Regular;font-weight:400;"
          + "src:url(data:font/woff2;base64,TWFpbi1SZWd1bGFy) format('woff2')}"
          + ".katex{font:normal 1em KaTeX_Main}")
      #expect(plain.name == "KaTeX 0.16.4")
      let script = try #require(MathAssets.installed(for: Array("\\mathscr L".utf8), in: [folder]))
      #expect(String(decoding: script.styles, as: UTF8.self).contains("KaTeX_Script"))
    }
  }

  @Test("A script that would end its element is not used")
  func unsafeScript() throws {
    try withKaTeX("a='</script>'") { folder in
      #expect(MathAssets.installed(for: [], in: [folder]) == nil)
    }
    #expect(MathAssets.installed(for: [], in: ["/nowhere"]) == nil)
  }

  @Test("The policy names the script by its SHA-256")
  func hash() {
    let hash = ContentSecurityPolicy.hash(of: Array("abc".utf8))
    #expect(hash == "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
  }
}
