import Foundation
import Testing

@testable import Notebooks

/// The kit's declarations, found in its sources.
@Suite("Symbols of the kit")
struct SymbolTests {
  private static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private func names(_ code: String) -> [String] {
    SymbolReader.symbols(in: code, module: "M", path: "M.swift").map(\.name)
  }

  @Test(
    arguments: [
      ("func f() {}", ["f()"]), ("func f(_ a: Int, b c: Int, d: Int) {}", ["f(_:b:d:)"]),
      ("func f<A, B>(a: Map<A, B>, b: [A: B] = [:]) where A: C {}", ["f(a:b:)"]),
      ("func g(a: (Int, Int) -> Void = { x, y in h(x: y) }) -> Int { 1 }", ["g(a:)"]),
      ("public static func .> (x: T, y: T) -> T { x }", [".>(_:_:)"]),
      ("prefix func - (x: T) -> T { x }", ["-(_:)"]),
      ("let a = 1, b = 2\nvar c: Int { 3 }", ["a", "c"]),
      ("let a =\n  package.url\nlet b =\n  open(path)\nlet c = 1", ["a", "b", "c"]),
      ("struct S<T>: P where T: Q { let a: T; init?(x: T) { nil } }", ["S", "S.a"]),
      (
        "enum E: Int {\n  case a, b = 2\n  indirect case c(x: Int, E)\n}",
        ["E", "E.a", "E.b", "E.c"]
      ),
      (
        "extension A.B: C {\n  subscript(i: Int, at j: Int) -> Int { i }\n  class func f() {}\n}",
        ["A.B", "A.B.subscript(_:at:)", "A.B.f()"]
      ),
      (
        "protocol P {\n  associatedtype Q\n  var a: Int { get }\n  func f()\n  init()\n}\nfunc g()",
        ["P", "P.Q", "P.a", "P.f()", "P.init()", "g()"]
      ),
      (
        "struct A { struct B { func f() {\n  let inside = 1\n  struct C {}\n} } }",
        ["A", "A.B", "A.B.f()"]
      ),
      ("#if os(Linux)\nimport Glibc\nfunc f() {}\n#else\nfunc g() {}\n#endif", ["f()", "g()"]),
      (
        "@_extern(c, \"k\")\ninternal func k(_ a: Int)\nlet text = \"func no() {}\"",
        ["k(_:)", "text"]
      ),
      ("/// func no() {}\n// struct No {}\n/* let no = 1 */\nfunc yes() {}", ["yes()"]),
      ("", []), ("}}}\nfunc f() {}", ["f()"]), ("func", []), ("struct {", [""]), ("case", []),
    ])
  func declarationsAreFound(_ code: String, _ expected: [String]) {
    #expect(names(code) == expected)
  }

  @Test func aSymbolKnowsItsPlaceAndItsWords() throws {
    let code = """
      // A comment.

      struct Outer {
        /// Adds. And more
        /// of it.
        ///
        /// Details.
        @inlinable
        public func add(
          _ x: Int
        ) -> Int {
          x + 1
        }

        var next = 2
      }
      """
    let symbols = SymbolReader.symbols(in: code, module: "M", path: "M.swift")
    let add = try #require(symbols.first { $0.base == "add" })
    #expect((add.line, add.endLine) == (8, 13))
    #expect(add.isPublic && add.kind == "func" && !add.isType)
    #expect(add.documentation == "Adds. And more\nof it.\n\nDetails.")
    #expect(add.summary == "Adds.")
    #expect(
      add.source == """
        /// Adds. And more
        /// of it.
        ///
        /// Details.
        @inlinable
        public func add(
          _ x: Int
        ) -> Int {
          x + 1
        }
        """)
    let outer = try #require(symbols.first)
    #expect((outer.line, outer.endLine) == (3, 16))
    #expect(outer.isType && !outer.isPublic)
  }

  @Test func casesAndRequirementsArePublicWithTheirType() {
    let code =
      "public enum E {\n  case a\n}\npublic protocol P {\n  func f()\n}\nenum F {\n  case b\n}"
    let symbols = SymbolReader.symbols(in: code, module: "M", path: "M.swift")
    #expect(symbols.filter(\.isPublic).map(\.name) == ["E", "E.a", "P", "P.f()"])
  }

  @Test func theBestMatchesCome() {
    let code = """
      public struct Max { public static func max() {} }
      extension Tensor {
        public func max() {}
        public func max(axis: Int) {}
        func hidden() {}
        public init(of x: Int) {}
        public static func + (x: Int, y: Int) {}
        public static func .> (x: Int, y: Int) {}
      }
      """
    let kit = KitSymbols(SymbolReader.symbols(in: code, module: "M", path: "M.swift"))
    func found(_ query: String) -> [String] { kit.matches(query).map(\.name) }
    #expect(found("Max") == ["Max"])
    #expect(found("max") == ["Max.max()", "Tensor.max()", "Tensor.max(axis:)"])
    #expect(found("Tensor.max") == ["Tensor.max()", "Tensor.max(axis:)"])
    #expect(found(" `max(axis:)` ") == ["Tensor.max(axis:)"])
    #expect(found("M.Tensor.max()") == ["Tensor.max()"])
    #expect(found("hidden") == ["Tensor.hidden()"] && found("HIDDEN") == ["Tensor.hidden()"])
    #expect(found("Tensor.+") == ["Tensor.+(_:_:)"] && found("+") == ["Tensor.+(_:_:)"])
    #expect(found(".>") == ["Tensor..>(_:_:)"] && found("Tensor..>") == ["Tensor..>(_:_:)"])
    #expect(found("Tensor") == ["Tensor"])
    #expect(found("Tensor(of:)") == ["Tensor.init(of:)"])
    #expect(found("Tensor(by:)").isEmpty)
    for query in ["", "nowhere", "Tensor.nowhere", "A.B.C.max", "max(", ".", "()"] {
      #expect(found(query).isEmpty, "\(query)")
    }
    #expect(kit.suggestions(for: "mxa") == ["Max", "max"])
    #expect(kit.suggestions(for: "").isEmpty)
    #expect(kit.suggestions(for: String(repeating: "a", count: 100_000)).isEmpty)
  }

  @Test func codeThatIsCutOffIsReadAsFarAsItGoes() throws {
    for name in [
      "Tensors/Tensor+Slices.swift", "Plots/Figure.swift", "Networks/Layers/Linear.swift",
    ] {
      let file = URL(filePath: Self.package).appending(path: "Sources/\(name)")
      let bytes = Array(try String(contentsOf: file, encoding: .utf8).utf8)
      for length in stride(from: 0, to: bytes.count, by: 41) {
        let parts = [bytes[..<length], bytes[length...], bytes[..<length] + bytes[(length / 2)...]]
        for part in parts {
          let text = String(decoding: part, as: UTF8.self)
          let symbols = SymbolReader.symbols(in: text, module: "M", path: "M.swift")
          #expect(symbols.allSatisfy { $0.line >= 1 && $0.line <= $0.endLine })
        }
      }
    }
  }

  @Test func everyPublicDeclarationOfTheKitIsThere() throws {
    let kit = try KitSymbols(package: Self.package)
    // As often as swift-format's own layout says: one public func, init or subscript a line.
    let words = [
      "public func ", "public init", "public subscript", "public struct ", "public enum ",
    ]
    var count = 0
    for symbol in Set(kit.symbols.map(\.path)) {
      let text = try String(
        contentsOf: URL(filePath: Self.package).appending(path: symbol), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let code = line.drop { $0 == " " }
        if words.contains(where: { code.hasPrefix($0) }) { count += 1 }
      }
    }
    let found = kit.symbols.count { symbol in
      symbol.isPublic && symbol.kind != "extension"
        && symbol.source.split(separator: "\n").contains { line in
          !line.hasPrefix("///") && !line.hasPrefix(" ") && words.contains { line.hasPrefix($0) }
        }
    }
    #expect(count > 300)
    #expect(found == count)
    #expect(throws: Toolchain.Missing.self) { try KitSymbols(package: "/nowhere") }
  }
}
