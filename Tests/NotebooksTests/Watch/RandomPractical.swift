import Foundation

/// A practical made by chance, and edited by chance.
struct RandomPractical {
  private struct Cell {
    var id: String
    var kind: String
    var prose: String
    var code: String
    var options = ""
    /// The exercise that a check is for, as long as there is one.
    var exercise: String?
  }

  /// All that an edit can change, so that an edit can also be taken back.
  private struct State {
    var cells: [Cell] = []
    var seed = 5
    var epochs = 3
  }

  private var state = State()
  private var cells: [Cell] {
    get { state.cells }
    set { state.cells = newValue }
  }
  private var past: [State] = []
  private var made = 0
  private var numbers: SeededNumbers
  private static let names = ["alpha", "beta", "gamma", "delta", "omega"]

  init(seed: UInt64, count: Int = 8) {
    numbers = SeededNumbers(state: seed &* 7919 &+ 1)
    // Something for the others to use, so that most of them compile.
    let values = Self.names.enumerated().map { "var \($1) = \($0 + 1)" }
    let start =
      values + ["func f(_ x: Int) -> Int { x }", "func h(_ x: Int) -> Int { x + 1 }"]
      + ["var cache: [Int: Int] = [:]", "var weights = Tensor(zeros: [2, 3])"]
    state.cells = [
      Cell(
        id: "start", kind: "cell", prose: "What the others use.",
        code: (start + ["struct Point { var x = 1 }"]).joined(separator: "\n"))
    ]
    for _ in 1..<count { cells.append(makeCell()) }
  }

  /// The Markdown.
  var text: String {
    let exercises = Set(cells.filter { $0.kind == "exercise" }.map(\.id))
    let blocks = cells.map { cell in
      let target = cell.exercise.flatMap { exercises.contains($0) ? " for=\($0)" : nil } ?? ""
      return "\(cell.prose)\n\n```swift {#\(cell.id) .\(cell.kind)\(target)\(cell.options)}\n"
        + "\(cell.code)\n```\n"
    }
    let front =
      "title: By chance\ntimeout: 2m\nseed: \(state.seed)\nsettings:\n  epochs: \(state.epochs)"
    return "---\n\(front)\n---\n# By chance\n\n" + blocks.joined(separator: "\n")
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
    var cell = Cell(id: id, kind: kind, prose: "Words \(made).", code: code)
    if kind == "check" { cell.exercise = cells.last { $0.kind == "exercise" }?.id }
    if kind != "check", number(below: 12) == 0 { cell.options = " expect-error=true" }
    return cell
  }

  private mutating func makeCode() -> String {
    number(below: 3) == 0 ? makeRareCode() : makeUsualCode()
  }

  private mutating func makeUsualCode() -> String {
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

  /// Code with state that is easily forgotten, or that ends in ways of its own.
  private mutating func makeRareCode() -> String {
    let name = pick(Self.names)
    let digit = number(below: 10)
    let value = value()
    return pick([
      "print(setting(\"epochs\", default: 1), gradingSeed)",
      "enum Side { case left, right\(digit) }\nprint(Side.left)",
      "protocol Named {}\nextension Named { var name: String { \"n\(digit)\" } }\nstruct Thing: Named {}"
        + "\nprint(Thing().name)",
      "print(Thing().name, Side.left)",
      "class Counter { static var count = \(digit) }\nCounter.count += 1\nprint(Counter.count)",
      "Counter.count += \(digit)\nprint(Counter.count)",
      "infix operator <+>\nfunc <+> (a: Int, b: Int) -> Int { a + b * \(digit) }\nprint(1 <+> 2)",
      "print(\(digit) <+> 4)",
      "func memo(_ x: Int) -> Int {\n  if let known = cache[x] { return known }\n"
        + "  cache[x] = x * \(digit)\n  return x * \(digit)\n}\nprint(memo(2), cache.count)",
      "print(memo(\(digit)), cache.count)",
      "let closure = { (x: Int) in x + \(name) }\n\(name) += 1\nprint(closure(\(digit)))",
      "print(closure(\(value)))",
      "setenv(\"BY_CHANCE\", \"\(digit)\", 1)",
      "print(getenv(\"BY_CHANCE\").map { String(cString: $0) } ?? \"not set\")",
      "weights = weights + Tensor(randomNormal: [2, 3], using: &random)\nprint(weights)",
      "weights = weights * \(digit)\nprint(weights.sum())",
      "for x in [1, 2, 3].withProgress(\"p\(digit)\") { \(name) += x }\nprint(\(name))",
      "show(Table(columns: [\"a\", \"b\"], rows: [[1.5, \"\(digit)\"]]))",
      "extension Int { var doubled: Int { self * \(digit) } }\nprint(3.doubled)",
      "print(\(digit).doubled)",
      "struct Box<Value> { var value: Value }\nprint(Box(value: \(value)))",
      "let (left, right) = (\(digit), \(value))\nprint(left + right)",
      "precondition(\(value) > 2, \"too small\")\nprint(\"large enough\")",
      "print(\"before\")\nfatalError(\"no \(digit)\")",
      "print(\"before\")\nexit(\(digit))",
      "raise(SIGSEGV)",
      "let large = Int.max - \(digit)\nprint(large + \(value))",
      "check(\"trap \(digit)\", [1, 2, 3][\(value)], .equals(\(digit)))\nprint(\"behind\")",
      "print([alpha, beta].map { $0 as Any })",
    ])
  }

  /// Makes one edit.
  mutating func edit() {
    let before = (text: text, state: state)
    while text == before.text { editOnce() }
    past = past.suffix(7) + [before.state]
  }

  private mutating func editOnce() {
    let index = number(below: cells.count)
    switch number(below: 18) {
    case 0, 1: cells[index].code = makeCode()
    case 2: cells.insert(makeCell(), at: index)
    case 3: cells.append(makeCell())
    case 4, 5: if cells.count > 5 { cells.remove(at: index) }
    case 6: cells.swapAt(index, number(below: cells.count))
    case 7:
      let (old, new) = (pick(Self.names), pick(Self.names))
      for later in index..<cells.count {
        cells[later].code = cells[later].code.replacingOccurrences(of: old, with: new)
      }
    case 8: countUp(index)
    case 9: cells[index].code += number(below: 2) == 0 ? "\n)" : "\nlet wrong: Int = \"x\""
    case 10: mend()
    case 11: cells[index].code = cells[index].code.replacingOccurrences(of: "let ", with: "var ")
    case 12: cells[index].code += "\nprint(\"again\")"
    case 13:
      let isOpen = cells[index].kind != "check" && cells[index].options.isEmpty
      cells[index].options = isOpen ? " expect-error=true" : ""
    case 14: state.seed = number(below: 3)
    case 15: state.epochs = number(below: 3)
    case 16: if !past.isEmpty { state = pick(past) }
    default:
      cells[index].prose = (0...number(below: 4)).map { "More prose \($0)." }.joined(
        separator: "\n\n")
    }
  }

  /// Makes every digit of a cell the next one.
  private mutating func countUp(_ index: Int) {
    cells[index].code = String(
      cells[index].code.map { character in
        character.wholeNumberValue.map { Character("\(($0 + 1) % 10)") } ?? character
      })
  }

  /// Takes out what edits have broken.
  private mutating func mend() {
    for index in cells.indices {
      for wrong in ["\n)", "\nlet wrong: Int = \"x\""] {
        cells[index].code = cells[index].code.replacingOccurrences(of: wrong, with: "")
      }
    }
  }
}
