import CellChannel

// What the generated code around a cell calls. The names begin with `practical` to stay out of the way.

/// Runs the body of a cell; an error that it does not catch ends the cell.
public func practicalRun(_ body: () throws -> Void) {
  do { try body() } catch { endThrown(error) }
}

/// Notes the line of the top-level statement that runs next.
@inline(__always)
public func practicalAt(_ line: Int) { CellRuntimeLine.set(line) }

/// Gives the first value of a declaration at the top level of a cell.
///
/// Such a value is computed when its cell runs. When its cell did not, or failed, whoever asks for the
/// value ends as *missing* instead of computing it in the wrong place.
public func practicalValue<Value>(
  _ owner: Int, _ name: StaticString, _ cell: StaticString, _ line: Int, _ body: () throws -> Value
) -> Value {
  if let invocation = CellRuntime.invocation, invocation.index != owner {
    CellRuntime.end(
      CellFailure(
        kind: .missing,
        message: "needs `\(name)` of the cell `\(cell)` (line \(line)), which has not run to its end",
        line: CellRuntime.line))
  }
  do { return try body() } catch { endThrown(error) }
}

/// Takes a value and does nothing: computes a declaration's first value in its turn.
@inline(__always)
public func practicalForce<Value>(_ value: Value) {}

/// Where the line is kept, apart so that the store inlines into the cells.
public enum CellRuntimeLine {
  /// Notes the line.
  public static func set(_ line: Int) { CellRuntime.line = line }
}

private func endThrown(_ error: any Error) -> Never {
  CellRuntime.end(
    CellFailure(kind: .thrown, message: String(describing: error), line: CellRuntime.line))
}
