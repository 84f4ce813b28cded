/// Why a file of tensors could not be read or written: which file, what is wrong and what to do.
///
/// Printed, it reads:
///
///     weights.npy: the scalars are complex numbers, of the type `<c8`
///       help: save the array as 32-bit floats: array.astype("float32")
public struct TensorFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The path of the file.
  public let path: String

  /// What is wrong, in one line.
  public let message: String

  /// What to do, in one line.
  public let help: String

  /// The message as it is printed, without a final newline.
  public var description: String { "\(path): \(message)\n  help: \(help)" }
}

/// What is wrong with contents, found where the path of the file is not known.
internal struct ContentError: Error, Equatable {
  internal var message: String
  internal var help: String

  /// Bytes that no program writes so: the file was cut off or changed.
  internal static func damaged(_ message: String) -> ContentError {
    ContentError(
      message: message, help: "the file is damaged or incomplete: fetch or write it again")
  }

  /// The same mistake, found in one of several tensors.
  internal func inTensor(_ name: String) -> ContentError {
    ContentError(message: "tensor `\(name.printable)`: \(message)", help: help)
  }

  internal func inFile(_ path: String) -> TensorFileError {
    TensorFileError(path: path, message: message, help: help)
  }
}

extension String {
  /// The start of a text from a file, without what would disturb a terminal.
  internal var printable: String {
    let scalars = unicodeScalars.prefix(81).map { $0.properties.isPrintable ? $0 : "\u{FFFD}" }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.prefix(80))
    return String(text) + (scalars.count > 80 ? "…" : "")
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isPrintable: Bool {
    switch generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default: true
    }
  }
}
