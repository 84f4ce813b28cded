import Foundation

/// A folder of data sets: what it holds, and whether the files are the ones that its checksums promise.
///
/// Each data set is a folder with its data files and a `README.md`; `SHA256SUMS` beside them lists all data files.
public struct DatasetCatalog: Sendable {
  /// The folder.
  public let directory: URL

  /// Describes a folder; nothing is read yet.
  public init(directory: URL) {
    self.directory = directory
  }

  /// All data sets, by name, with every file compared with its checksum.
  ///
  /// Throws a ``CatalogError`` when `SHA256SUMS` is missing or malformed.
  public func list() throws -> [DatasetEntry] {
    let files = try Dictionary(grouping: verify(), by: \.dataset)
    return files.keys.sorted().map { name in
      let readme = try? String(
        contentsOf: directory.appending(path: "\(name)/README.md"), encoding: .utf8)
      let description = DatasetDescription(parsing: readme ?? "")
      return DatasetEntry(
        name: name, summary: description.summary ?? name, rowCount: description.rowCount,
        licence: description.licence, files: files[name, default: []])
    }
  }

  /// Compares the files of some data sets, or of all when none is named, with their checksums.
  ///
  /// The files come in the order of their data sets and names. Throws a ``CatalogError`` when `SHA256SUMS` is missing
  /// or malformed, or when there is no data set of a name.
  public func verify(_ names: [String] = []) throws -> [FileVerification] {
    let list = try ChecksumList.load(from: directory)
    let listed = Dictionary(grouping: list.files) { file in
      String(file.path.prefix { $0 != "/" })
    }
    let known = Set(listed.keys).union(folderNames()).sorted()
    for name in names where !known.contains(name) {
      throw CatalogError(
        path: directory.path, message: "there is no data set `\(name)`",
        help: "the data sets are \(known.joined(separator: ", "))")
    }
    return known.filter { names.isEmpty || names.contains($0) }.flatMap { name in
      verify(name, listed: listed[name, default: []])
    }
  }

  /// The files of one data set, listed and not.
  private func verify(_ name: String, listed: [ChecksumList.File]) -> [FileVerification] {
    let expected = Dictionary(
      uniqueKeysWithValues: listed.map { (String($0.path.dropFirst(name.count + 1)), $0) })
    let files = Set(expected.keys).union(dataFileNames(in: name)).sorted()
    return files.map { verify($0, of: name, against: expected[$0]) }
  }

  private func verify(
    _ file: String, of dataset: String, against expected: ChecksumList.File?
  ) -> FileVerification {
    let url = directory.appending(path: "\(dataset)/\(file)").resolvingSymlinksInPath()
    let values = try? url.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
    var result = FileVerification(dataset: dataset, file: file, byteCount: nil, state: .missing)
    guard let values else { return result }
    guard values.isRegularFile == true, let byteCount = values.fileSize else {
      result.state = .unreadable("it is not a file")
      return result
    }
    result.byteCount = byteCount
    guard let expected else {
      result.state = .unlisted
      return result
    }
    if let size = expected.byteCount, size != byteCount {
      result.state = .wrongSize(expected: size, found: byteCount)
      return result
    }
    do {
      let found = try MessageDigest.sha256(ofFile: url)
      result.state =
        found == expected.checksum
        ? .ok : .wrongChecksum(expected: expected.checksum, found: found)
    } catch {
      result.state = .unreadable((error as? CocoaError)?.reason ?? "\(error)")
    }
    return result
  }

  /// The folders that hold data files, by name.
  private func folderNames() -> [String] {
    visibleItems(of: directory).filter { !dataFileNames(in: $0).isEmpty }
  }

  /// The files in the folder of a data set that are data.
  private func dataFileNames(in dataset: String) -> [String] {
    let others: Set = ["README.md", "LICENSE", "make.py"]
    let folder = directory.appending(path: dataset, directoryHint: .isDirectory)
    return visibleItems(of: folder).filter { name in
      !others.contains(name)
        && !folder.appending(path: name, directoryHint: .checkFileSystem).hasDirectoryPath
    }
  }

  private func visibleItems(of folder: URL) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { !$0.hasPrefix(".") }
  }
}
