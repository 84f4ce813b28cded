import Foundation

/// A data set that can be fetched: what it is, where it can be had, and which contents its files must have.
public struct FetchableSet: Sendable, Equatable, Decodable {
  /// A file of the data set, as the loaders read it.
  public struct File: Sendable, Equatable, Decodable {
    /// The name.
    public var name: String
    /// The number of bytes.
    public var byteCount: Int
    /// The SHA-256 of the contents, in lower-case hexadecimal.
    public var checksum: String
    /// How it can be had.
    public var download: Download

    private enum CodingKeys: String, CodingKey {
      case name
      case byteCount = "bytes"
      case checksum = "sha256"
      case download
    }
  }

  /// What is downloaded to get a file: the file itself, or packed by gzip or in a zip archive.
  public struct Download: Sendable, Equatable, Decodable {
    /// The number of bytes.
    public var byteCount: Int
    /// False where an archive may be packed anew, and then has another size; nil and true mean that it may not.
    public var isExact: Bool?
    /// Addresses, the one to try first at the front.
    public var addresses: [String]

    private enum CodingKeys: String, CodingKey {
      case byteCount = "bytes"
      case isExact, addresses
    }

    /// The most bytes that are taken from a server.
    var maximumByteCount: Int { isExact == false ? byteCount * 4 : byteCount }

    /// The name of the file that is downloaded.
    var name: String { addresses.first?.split(separator: "/").last.map(String.init) ?? "" }
  }

  /// Where a package of the system puts the data set.
  public struct Installed: Sendable, Equatable, Decodable {
    /// The name of the Debian package.
    public var package: String
    /// The folder with its files.
    public var folder: String
  }

  /// The name, which is that of the folder.
  public var name: String
  /// What the data set is, in one line.
  public var summary: String
  /// The number of rows.
  public var rows: Int
  /// The licence.
  public var licence: String
  /// Whom to cite.
  public var citation: String
  /// The page of the data set.
  public var home: String
  /// Where a package of the system puts it, if there is one.
  public var installed: Installed?
  /// The files.
  public var files: [File]

  /// What is downloaded for the whole data set, in bytes.
  public var downloadByteCount: Int { files.reduce(0) { $0 + $1.download.byteCount } }
  /// What the files take on the disk, in bytes.
  public var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }
}

extension FetchableSet {
  /// The name of the list in the folder of the data sets that come with the program.
  static let listName = "fetchable.json"

  private struct List: Decodable {
    var sets: [FetchableSet]
  }

  /// Reads the list of a folder; a folder without one has no such data sets.
  ///
  /// Throws a ``CatalogError`` when the list cannot be read or is malformed.
  public static func list(in folder: URL) throws -> [FetchableSet] {
    let url = folder.appending(path: listName, directoryHint: .notDirectory)
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    let sets: [FetchableSet]
    do {
      sets = try JSONDecoder().decode(List.self, from: Data(contentsOf: url)).sets
    } catch {
      throw CatalogError(
        path: url.path, message: "the list of data sets to fetch cannot be read: \(words(error))",
        help: "restore it with `git checkout -- datasets`")
    }
    for set in sets {
      // Names become paths, and words of command lines.
      let names = [set.name] + set.files.map(\.name)
      let isSafe = names.allSatisfy { name in
        !name.isEmpty && !name.hasPrefix(".") && !name.hasPrefix("-")
          && name.utf8.allSatisfy { isPlain($0) }
      }
      let areWhole = set.files.allSatisfy {
        $0.byteCount > 0 && $0.checksum.utf8.count == 64 && !$0.download.addresses.isEmpty
      }
      guard isSafe, areWhole else {
        throw CatalogError(
          path: url.path, message: "the entry `\(set.name)` is malformed",
          help: "restore it with `git checkout -- datasets`")
      }
    }
    return sets
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }

  private static func words(_ error: any Error) -> String {
    (error as? CocoaError)?.reason ?? "it is not of the form expected"
  }
}
