/// Finds the calls of `check` in the code of a cell.
///
/// When a submission is graded, what a check expects is known to the grader alone. Its code is taken out
/// of the calls before they are compiled beside the student's.
enum CheckCalls {
  /// The code with the expectations of all `check` calls replaced by blanks; every line stays where it is.
  static func withoutExpectations(_ code: String) -> String {
    var bytes = Array(code.utf8)
    for range in expectations(in: bytes) {
      for index in range where bytes[index] != UInt8(ascii: "\n") {
        bytes[index] = UInt8(ascii: " ")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The third argument of each call with the comma before it, where it is not `points:`.
  private static func expectations(in bytes: [UInt8]) -> [Range<Int>] {
    var scanner = SwiftScanner(bytes)
    var found: [Range<Int>] = []
    var calls: [Call] = []
    var depth = 0
    var before: SwiftScanner.Token?
    var last: SwiftScanner.Token?
    func text(_ token: SwiftScanner.Token?) -> Substring {
      token.map { Substring(decoding: bytes[$0.range], as: UTF8.self) } ?? ""
    }
    while let token = scanner.next() {
      switch token.kind {
      case .open:
        depth += 1
        let isCall =
          text(last) == "check" && text(token) == "(" && text(before) != "."
          && text(before) != "func"
        if isCall { calls.append(Call(depth: depth)) }
      case .close:
        if let call = calls.last, call.depth == depth {
          if let range = call.expectation(endingAt: token.range.lowerBound, in: bytes) {
            found.append(range)
          }
          calls.removeLast()
        }
        depth -= 1
      case .punctuation where text(token) == ",":
        if calls.last?.depth == depth {
          calls[calls.count - 1].commas.append(token.range.lowerBound)
        }
      default: break
      }
      before = last
      last = token
    }
    return found
  }

  /// A call whose end has not come yet.
  private struct Call {
    /// How many brackets are open in it.
    var depth: Int
    /// Where the commas between its arguments are.
    var commas: [Int] = []

    func expectation(endingAt end: Int, in bytes: [UInt8]) -> Range<Int>? {
      guard commas.count >= 2 else { return nil }
      let range = commas[1]..<(commas.count > 2 ? commas[2] : end)
      var words = SwiftScanner(bytes, in: range.lowerBound + 1..<range.upperBound)
      guard let first = words.next(), let second = words.next() else { return range }
      let isLabelled =
        bytes[second.range] == [UInt8(ascii: ":")]
        && bytes[first.range].elementsEqual("points".utf8)
      return isLabelled ? nil : range
    }
  }
}

extension Practical {
  /// The practical with no expectation in the code of its checks.
  public var withoutExpectations: Practical {
    var copy = self
    for index in copy.blocks.indices {
      guard case .cell(var cell) = copy.blocks[index], cell.kind == .check else { continue }
      cell.code = CheckCalls.withoutExpectations(cell.code)
      copy.blocks[index] = .cell(cell)
    }
    return copy
  }
}
