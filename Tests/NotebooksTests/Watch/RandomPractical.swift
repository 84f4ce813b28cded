import Foundation

/// A practical made by chance, and edited by chance.
struct RandomPractical {
  private struct Cell {
    var id: String
    var kind: String
    var prose: String
    var code: String
  }

  private var cells: [Cell] = []
  private var made = 0
  private var numbers: SeededNumbers
  private static let names = ["alpha", "beta", "gamma", "delta", "omega"]

  init(seed: UInt64, count: Int = 8) {
    numbers = SeededNumbers(state: seed &* 7919 &+ 1)
    // Something for the others to use, so that most of them compile.
    let values = Self.names.enumerated().map { "var \($1) = \($0 + 1)" }
    let start = values + ["func f(_ x: Int) -> Int { x }", "func h(_ x: Int) -> Int { x + 1 }"]
    cells = [
      Cell(
        id: "start", kind: "cell", prose: "What the others use.",
        code: (start + ["struct Point { var x = 1 }"]).joined(separator: "\n"))
    ]
    for _ in 1..<count { cells.append(makeCell()) }
  }

  /// The Markdown.
  var text: String {
    "---\ntitle: By chance\nseed: 5\n---\n# By chance\n\n"
      + cells.map {
        "\($0.prose)\n\n```swift {#\($0.id) .\($0.kind)}\n\($0.code)\n```\n"
      }.joined(separator: "\n")
  }

  /// A number below a limit.
  mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &numbers) }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  private mutating func value() -> String {
    let name = pick(Self.names)
    let digit = number(below: 10)
    return pick(["\(digit)", name, "\(name) + \(digit)", "\(name) * 2"])
  }

  private mutating func makeCell() -> Cell {
    made += 1
    let id = "c\(made)"
    var kind = "cell"
    var code = makeCode()
    switch number(below: 8) {
    case 0:
      kind = "check"
      code = "check(\"v\(made)\", \(value()), .equals(\(number(below: 10))))\n" + code
    case 1:
      kind = "exercise"
      code =
        number(below: 2) == 0
        ? "func h(_ x: Int) -> Int { todo(\"\(id)\") }"
        : "func h(_ x: Int) -> Int { x * \(number(below: 5)) }\nprint(h(2))"
    default: break
    }
    return Cell(id: id, kind: kind, prose: "Words \(made).", code: code)
  }

  private mutating func makeCode() -> String {
    let name = pick(Self.names)
    let digit = number(below: 10)
    let value = value()
    return pick([
      "let \(name) = \(value)\nprint(\"\(name)\", \(name))",
      "var \(name) = \(value)\n\(name) += \(digit)\nprint(\(name))",
      "var \(name) = \(digit)\nprint(\(name))",
      "\(name) += \(digit)\nprint(\"now\", \(name))",
      "let \(name) = \"\(digit)\"\nprint(\(name))",
      "func f(_ x: Int) -> Int { x + \(digit) }\nprint(f(1))",
      "func f(_ x: String) -> String { x + \"\(digit)\" }\nprint(f(\"a\"))",
      "print(\"f\", f(\(value)))",
      "func g() -> Int { \(value) }\nprint(g())",
      "struct Point { var x = \(digit); var name = \"p\" }\nprint([Point()])",
      "print(Point(x: \(value)))",
      "extension Point: CustomStringConvertible { var description: String { \"<\\(x) \(digit)>\" } }"
        + "\nprint(Point())",
      "print(Tensor(randomNormal: [3], using: &random))",
      "show(Figure(title: \"t\(digit)\").lines([1, 2, Float(\(value))]))",
      "struct Oops: Error { var code = \(digit) }\nif \(value) > 3 { throw Oops() }\nprint(\"passed\")",
      "let list = [1, 2, 3]\nprint(list[\(value)])",
      "print([\"a\": \(value), \"b\": 2, \"c\": 3])",
      "for i in 0..<\(digit) { print(i, \(value)) }",
      "private let secret = \(value)\nprint(secret)",
      "print(#line, h(\(value)))",
    ])
  }

  /// Makes one edit.
  mutating func edit() {
    let before = text
    while text == before { editOnce() }
  }

  private mutating func editOnce() {
    let index = number(below: cells.count)
    switch number(below: 12) {
    case 0, 1: cells[index].code = makeCode()
    case 2: cells.insert(makeCell(), at: index)
    case 3 where cells.count > 4: cells.remove(at: index)
    case 4: cells.swapAt(index, number(below: cells.count))
    case 5:
      let (old, new) = (pick(Self.names), pick(Self.names))
      for later in index..<cells.count {
        cells[later].code = cells[later].code.replacingOccurrences(of: old, with: new)
      }
    case 6:
      cells[index].code = String(
        cells[index].code.map { character in
          character.wholeNumberValue.map { Character("\(($0 + 1) % 10)") } ?? character
        })
    case 7: cells[index].code += number(below: 2) == 0 ? "\n)" : "\nlet wrong: Int = \"x\""
    case 8:
      for index in cells.indices {
        for wrong in ["\n)", "\nlet wrong: Int = \"x\""] {
          cells[index].code = cells[index].code.replacingOccurrences(of: wrong, with: "")
        }
      }
    case 9: cells[index].code = cells[index].code.replacingOccurrences(of: "let ", with: "var ")
    case 10: cells[index].code += "\nprint(\"again\")"
    default:
      cells[index].prose = (0...number(below: 4)).map { "More prose \($0)." }.joined(
        separator: "\n\n")
    }
  }
}
