import Foundation

/// The files that a folder of data sets should hold, as its `SHA256SUMS` lists them.
///
/// The format is that of `sha256sum --check`. A comment `# size BYTES PATH` may give the size of a file.
struct ChecksumList: Equatable {
  /// What one file should be.
  struct File: Equatable {
    /// The path below the folder: the name of the data set, a slash, and the name of the file.
    var path: String
    /// The SHA-256 of the contents, in lower-case hexadecimal.
    var checksum: String
    /// The number of bytes, when the list tells it.
    var byteCount: Int?
  }

  /// The name of the list in its folder.
  static let fileName = "SHA256SUMS"

  /// The files, in the order of the list.
  var files: [File] = []

  /// Reads the list of a folder.
  static func load(from folder: URL) throws -> ChecksumList {
    let url = folder.appending(path: fileName, directoryHint: .notDirectory)
    do {
      return try ChecksumList(parsing: String(contentsOf: url, encoding: .utf8), path: url.path)
    } catch let error as CocoaError {
      throw CatalogError(
        path: url.path, message: "the list of checksums cannot be read: \(error.reason)",
        help: "a folder of data sets has a file \(fileName), made by `sha256sum`")
    }
  }

  /// Parses the text of a list; the path is for messages.
  init(parsing text: String, path: String) throws {
    var sizes: [String: Int] = [:]
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() where !line.isEmpty {
      if line.hasPrefix("#") {
        if let (name, byteCount) = Self.size(in: line) { sizes[name] = byteCount }
        continue
      }
      guard let file = Self.file(in: line) else {
        throw CatalogError(
          path: path, line: index + 1,
          message: "this is not a checksum, two spaces and a path `DATASET/FILE`",
          help: "make the list again with `sha256sum`")
      }
      guard !files.contains(where: { $0.path == file.path }) else {
        throw CatalogError(
          path: path, line: index + 1, message: "`\(file.path)` is listed twice",
          help: "keep one of the two lines")
      }
      files.append(file)
    }
    for index in files.indices { files[index].byteCount = sizes[files[index].path] }
  }

  /// A line such as `9f86…0a08  mnist-5k/train-labels-idx1-ubyte`; an asterisk may stand for the second space.
  private static func file(in line: Substring) -> File? {
    let checksum = line.prefix(64)
    let rest = line.dropFirst(64)
    guard checksum.utf8.count == 64, checksum.allSatisfy({ $0.isASCII && $0.isHexDigit }),
      rest.hasPrefix("  ") || rest.hasPrefix(" *")
    else { return nil }
    let path = rest.dropFirst(2)
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }) else {
      return nil
    }
    return File(path: String(path), checksum: checksum.lowercased())
  }

  /// A comment such as `# size 4008 mnist-5k/train-labels-idx1-ubyte`.
  private static func size(in line: Substring) -> (path: String, byteCount: Int)? {
    let words = line.split(separator: " ", maxSplits: 3)
    guard words.count == 4, words[0] == "#", words[1] == "size", let count = Int(words[2]) else {
      return nil
    }
    return (String(words[3]), count)
  }
}

extension CocoaError {
  /// Why a file could not be read, in a few words.
  var reason: String {
    switch code {
    case .fileReadNoSuchFile, .fileNoSuchFile: "there is no such file"
    case .fileReadNoPermission: "permission denied"
    case .fileReadInapplicableStringEncoding, .fileReadCorruptFile: "it is not a text file"
    default: "error \(code.rawValue)"
    }
  }
}
