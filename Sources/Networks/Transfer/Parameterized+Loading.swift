import Tensors

/// What became of the tensors that were loaded into a network by their paths.
///
///     let report = network.load(file.map { ($0.name, $0.tensor) })
///     print(report)
///     // loaded 6 of 8 tensors
///     //   missing:    4.weight, 4.bias
///     //   unexpected: head.weight
///     //   other shape: 2.weight is [200, 10], but the file has [200, 26]
public struct LoadingReport: Sendable, Equatable, CustomStringConvertible {
  /// A tensor whose shape is another than in the file.
  public struct Mismatch: Sendable, Equatable {
    /// The path of the tensor.
    public var path: String
    /// Its shape in the network.
    public var own: Shape
    /// Its shape in the file.
    public var given: Shape
  }

  /// The paths that were loaded.
  public internal(set) var loaded: [String] = []
  /// The paths of the network that the file does not have.
  public internal(set) var missing: [String] = []
  /// The names in the file that the network does not have.
  public internal(set) var unexpected: [String] = []
  /// The tensors that were left as they are because of their shapes.
  public internal(set) var mismatched: [Mismatch] = []

  /// Whether every tensor of the network was loaded, and nothing was left over.
  public var isComplete: Bool { missing.isEmpty && unexpected.isEmpty && mismatched.isEmpty }

  /// What was loaded, and one line for each kind of difference.
  public var description: String {
    var lines = [
      "loaded \(loaded.count) of \(loaded.count + missing.count + mismatched.count) tensors"
    ]
    if !missing.isEmpty { lines.append("  missing:     " + missing.joined(separator: ", ")) }
    if !unexpected.isEmpty { lines.append("  unexpected:  " + unexpected.joined(separator: ", ")) }
    for one in mismatched {
      lines.append("  other shape: \(one.path) is \(one.own), but the file has \(one.given)")
    }
    return lines.joined(separator: "\n")
  }
}

extension Parameterized {
  /// Replaces tensors of the network by those of the same path; the others stay as they are.
  ///
  /// Nothing is an error here: the report says what did not fit, such as the head of another task.
  ///
  ///     let report = network.load(TensorFile.load("digits.safetensors").map { ($0.name, $0.tensor) })
  ///     if !report.isComplete { print(report) }
  ///
  /// - Parameter tensors: The tensors by their paths, such as `2.weight`.
  /// - Returns: What was loaded and what was not.
  @discardableResult
  public mutating func load(_ tensors: [(name: String, value: Tensor)]) -> LoadingReport {
    var given = Dictionary(tensors.map { ($0.name, $0.value) }) { first, _ in first }
    var report = LoadingReport()
    visitTensors(at: .root) { path, _, value in
      let path = path.description
      guard let replacement = given.removeValue(forKey: path) else {
        report.missing.append(path)
        return
      }
      if replacement.shape == value.shape {
        value = replacement
        report.loaded.append(path)
      } else {
        report.mismatched.append(
          LoadingReport.Mismatch(path: path, own: value.shape, given: replacement.shape))
      }
    }
    report.unexpected = tensors.map(\.name).filter { given[$0] != nil }
    return report
  }
}
