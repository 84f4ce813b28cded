import CellChannel

// What the generated code around a cell calls. The names begin with `practical` to stay out of the way.

/// Runs the body of a cell; an error that it does not catch ends the cell.
public func practicalRun(_ body: () throws -> Void) {
  do { try body() } catch { endThrown(error) }
}

/// Notes the line of the top-level statement that runs next, counted in the cell.
public func practicalAt(_ line: Int) { CellRuntime.line = line }

/// Gives the first value of a declaration at the top level of a cell.
///
/// Such a value is computed when its cell runs. When its cell did not, or failed, whoever asks for the
/// value ends as *missing* instead of computing it in the wrong place.
public func practicalValue<Value>(
  _ name: StaticString, _ cell: StaticString, _ body: () throws -> Value
) -> Value {
  if let invocation = CellRuntime.invocation, invocation.id != cell.description {
    CellRuntime.end(
      CellFailure(
        kind: .missing,
        message: "needs `\(name)` of the cell `\(cell)`, which has not run to its end",
        line: CellRuntime.line))
  }
  do { return try body() } catch { endThrown(error) }
}

/// Takes a value and does nothing: computes a declaration's first value in its turn.
@inline(__always)
public func practicalForce<Value>(_ value: Value) {}

private func endThrown(_ error: any Error) -> Never {
  CellRuntime.end(
    CellFailure(kind: .thrown, message: String(describing: error), line: CellRuntime.line))
}
