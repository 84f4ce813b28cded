/// Why the folder of data sets cannot be described: its list of checksums is missing or malformed, or it has no
/// data set of a given name.
public struct CatalogError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file or folder.
  public var path: String
  /// The 1-based line, for faults in a text file.
  public var line: Int?
  /// What is wrong, in one line.
  public var message: String
  /// What to do, in one line.
  public var help: String

  /// The message as it is printed, without a final newline.
  public var description: String {
    "\(path)\(line.map { ":\($0)" } ?? ""): \(message)\n  help: \(help)"
  }
}
