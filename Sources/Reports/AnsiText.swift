/// The output of a cell, as a terminal would show it.
///
/// Colours and weights are kept; a carriage return writes the line anew, as progress bars do; every other
/// control sequence, links among them, is left out.
struct AnsiText {
  private var bytes: [UInt8] = []
  private var runs: [(start: Int, style: AnsiStyle)] = []
  private var style = AnsiStyle()
  private var lineStart = 0
  private var lineWasReturned = false

  /// Reads output.
  init(_ output: some Collection<UInt8>) {
    let input = Array(output)
    bytes.reserveCapacity(input.count)
    var index = 0
    while index < input.count {
      switch input[index] {
      case 0x1B: index = readSequence(in: input, at: index + 1)
      case 0x0D:
        lineWasReturned = true
        index += 1
      case 0x07, 0x08: index += 1
      case let byte:
        append(byte)
        index += 1
      }
    }
  }

  /// The text alone.
  var plain: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether nothing of the text has a colour or a weight.
  var isPlain: Bool { runs.isEmpty }

  /// Writes the text into a page.
  func write(to html: inout HTMLWriter) {
    var start = 0
    var style = AnsiStyle()
    for run in runs + [(start: bytes.count, style: AnsiStyle())] {
      if start < run.start {
        style.open(in: &html)
        html.text(bytes[start..<run.start])
        style.close(in: &html)
      }
      start = run.start
      style = run.style
    }
  }

  private mutating func append(_ byte: UInt8) {
    if byte == UInt8(ascii: "\n") {
      bytes.append(byte)
      lineStart = bytes.count
      lineWasReturned = false
      return
    }
    if lineWasReturned {
      bytes.removeSubrange(lineStart...)
      while let last = runs.last, last.start >= lineStart { runs.removeLast() }
      lineWasReturned = false
    }
    if style != runs.last?.style ?? AnsiStyle() { runs.append((bytes.count, style)) }
    bytes.append(byte)
  }

  /// Reads what follows an escape character and answers the position after it.
  private mutating func readSequence(in input: [UInt8], at start: Int) -> Int {
    guard start < input.count else { return start }
    switch input[start] {
    case UInt8(ascii: "["):
      var end = start + 1
      while end < input.count, (0x20..<0x40).contains(input[end]) { end += 1 }
      guard end < input.count else { return end }
      if input[end] == UInt8(ascii: "m") { style.apply(parameters: input[(start + 1)..<end]) }
      return (0x40..<0x7F).contains(input[end]) ? end + 1 : end
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      var end = start + 1
      while end < input.count, input[end] != 0x07, input[end] != 0x0A {
        if input[end] == 0x1B {
          let isTerminator = end + 1 < input.count && input[end + 1] == UInt8(ascii: "\\")
          return isTerminator ? end + 2 : end
        }
        end += 1
      }
      return end < input.count && input[end] == 0x07 ? end + 1 : end
    case 0x20..<0x30:
      return min(start + 2, input.count)
    case 0x30..<0x7F:
      return start + 1
    default:
      return start
    }
  }
}
