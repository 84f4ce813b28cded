/// Why a data set could not be loaded: which file, where in it, what is wrong and what to do.
///
/// Printed, it reads:
///
///     datasets/breast-cancer/breast_cancer.csv:12:7: `mean texture` should be a number, but is `n/a`
///       help: `practical datasets verify breast-cancer` compares the files with their checksums
public struct DatasetError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file or folder.
  public var path: String
  /// The 1-based line, for faults in a text file.
  public var line: Int?
  /// The 1-based column, counted in bytes, for faults in a text file.
  public var column: Int?
  /// What is wrong, in one line.
  public var message: String
  /// What to do, in one line.
  public var help: String

  /// The message as it is printed, without a final newline.
  public var description: String {
    var place = path
    if let line { place += ":\(line)" }
    if let column { place += ":\(column)" }
    return "\(place): \(message)\n  help: \(help)"
  }
}

extension DatasetError {
  /// A fault that the checksums would show: the help names the command that compares them.
  static func damaged(
    _ path: String, line: Int? = nil, column: Int? = nil, _ message: String
  ) -> DatasetError {
    let components = path.split(separator: "/")
    let name = components.count >= 2 ? " \(components[components.count - 2])" : ""
    return DatasetError(
      path: path, line: line, column: column, message: message,
      help: "`practical datasets verify\(name)` compares the files with their checksums")
  }
}
