import CellChannel

/// A value that the front matter declares under `settings:` and `--set` changes.
///
///     let epochs = setting("epochs", default: 20)
///
/// - Parameters:
///   - name: the setting's name.
///   - value: what it is when the front matter does not say.
/// - Returns: the setting, read as the type of the default. A text that does not read so ends the cell.
public func setting<Value: LosslessStringConvertible>(
  _ name: String, default value: Value
) -> Value {
  guard let text = CellRuntime.invocation?.settings[name] else { return value }
  guard let parsed = Value(text) else {
    CellRuntime.end(
      CellFailure(
        kind: .thrown,
        message: "the setting `\(name)` is \"\(text)\", which is no \(Value.self)",
        line: CellRuntime.line))
  }
  return parsed
}

/// A seed that the student cannot know beforehand: the same in every check of one grading run.
public var gradingSeed: UInt64 { CellRuntime.invocation?.gradingSeed ?? 0 }
