// The standard library's functions of these names lose their messages in optimised code. These keep them,
// and hide the others in every cell.

/// Stops the cell with a message when a condition does not hold.
///
/// - Parameters:
///   - condition: what must hold.
///   - message: what to say when it does not.
///   - file: the file of the call.
///   - line: the line of the call.
@inline(__always)
public func precondition(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = "",
  file: StaticString = #file, line: UInt = #line
) {
  if !condition() {
    let text = message()
    fatalError(text.isEmpty ? "a precondition does not hold" : text, file: file, line: line)
  }
}

/// Stops the cell with a message.
///
/// - Parameters:
///   - message: what to say.
///   - file: the file of the call.
///   - line: the line of the call.
public func preconditionFailure(
  _ message: @autoclosure () -> String = "", file: StaticString = #file, line: UInt = #line
) -> Never {
  let text = message()
  fatalError(text.isEmpty ? "a precondition does not hold" : text, file: file, line: line)
}

/// Stops the cell with a message when a condition does not hold; in a practical always, not only in debug
/// builds.
///
/// - Parameters:
///   - condition: what must hold.
///   - message: what to say when it does not.
///   - file: the file of the call.
///   - line: the line of the call.
@inline(__always)
public func assert(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = "",
  file: StaticString = #file, line: UInt = #line
) {
  if !condition() {
    let text = message()
    fatalError(text.isEmpty ? "an assertion does not hold" : text, file: file, line: line)
  }
}
