import Foundation
import Glibc

/// Fetches data sets: looks what is there, copies or downloads what is not, and compares all with its checksum.
public struct DatasetFetcher {
  /// The folder that gets a folder for each data set.
  public var destination: String
  /// A folder to copy from instead of downloading: it has the files of the data set, or a folder of its name with
  /// them, as they are or packed.
  public var localFolder: String?
  /// An address to download from instead of the listed ones, which has `NAME/FILE` below it.
  public var mirror: String?
  /// Asked now and then; false stops.
  public var isWanted: () -> Bool
  /// Told what happens.
  public var report: (FetchEvent) -> Void

  /// Makes a fetcher.
  public init(
    destination: String, localFolder: String? = nil, mirror: String? = nil,
    isWanted: @escaping () -> Bool = { true }, report: @escaping (FetchEvent) -> Void = { _ in }
  ) {
    self.destination = destination
    self.localFolder = localFolder
    self.mirror = mirror
    self.isWanted = isWanted
    self.report = report
  }

  /// Fetches the files of a data set that are missing or damaged.
  ///
  /// - Parameter set: the data set.
  /// - Returns: all its files, which are then there with the contents wanted.
  /// - Throws: a ``FetchError``; the files that were fetched before stay, and so does half a download.
  public func fetch(_ set: FetchableSet) throws -> [FetchedFile] {
    let folder = "\(destination)/\(set.name)"
    let isThere = FileManager.default.fileExists(atPath: folder)
    if localFolder == nil, !isThere, let files = installedFiles(of: set) { return files }
    if isThere, let files = completeFiles(of: set, in: folder) { return files }
    try makeFolder(folder)
    let lock = try FolderLock(folder, while: isWanted) { report(.waiting) }
    defer { lock.release() }
    let status = FetchableStatus.of(set, in: folder, comparesChecksums: true)
    let pairs = Array(zip(set.files, status.files))
    try checkSpace(for: pairs.filter { !$1.isOK }.map(\.0), in: folder)
    return try pairs.map { file, found in
      guard isWanted() else { throw FetchError.interrupted }
      let fetched =
        found.isOK
        ? present(file, at: "\(folder)/\(found.file)")
        : FetchedFile(
          name: file.name, path: "\(folder)/\(file.name)", byteCount: file.byteCount,
          origin: try get(file, of: set, into: folder))
      report(.done(fetched))
      return fetched
    }
  }

  private func get(
    _ file: FetchableSet.File, of set: FetchableSet, into folder: String
  ) throws -> FetchedFile.Origin {
    if let localFolder { return try copy(file, of: set, from: localFolder, into: folder) }
    if let installed = set.installed,
      let path = candidates(file, in: [installed.folder]).first,
      (try? unpack(path, as: file, into: folder)) != nil
    {
      return .copied(from: path)
    }
    return try FileDownload(fetcher: self, set: set, file: file, folder: folder).run()
  }

  private func copy(
    _ file: FetchableSet.File, of set: FetchableSet, from local: String, into folder: String
  ) throws -> FetchedFile.Origin {
    guard let path = candidates(file, in: ["\(local)/\(set.name)", local]).first else {
      throw FetchError(
        cause: .input, message: "there is no `\(file.name)` of \(set.name) in \(local)",
        help: "the folder should have `\(set.name)/\(file.name)` or `\(file.name)`, as it is or "
          + "packed; without --from the files are downloaded")
    }
    do {
      try unpack(path, as: file, into: folder)
    } catch let fault as ContentFault {
      throw FetchError(
        cause: .input,
        message: "\(path) is not the `\(file.name)` of \(set.name): "
          + fault.words(expected: file.byteCount),
        help: "take another copy, or leave out --from to download it")
    }
    return .copied(from: path)
  }

  /// The files that may hold a file of a data set, as it is or packed, in the order to try.
  private func candidates(_ file: FetchableSet.File, in folders: [String]) -> [String] {
    var names = [file.name, file.name + ".gz"]
    names += file.download.addresses.compactMap { $0.split(separator: "/").last.map(String.init) }
    return folders.flatMap { folder in names.map { "\(folder)/\($0)" } }.filter { path in
      var status = stat()
      return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// Writes what a file on this machine holds, if it is the one wanted.
  func unpack(_ path: String, as file: FetchableSet.File, into folder: String) throws {
    var output = try VerifiedFile(file, in: folder)
    defer { output.close() }
    try Unpacking(source: path, name: file.name, isWanted: isWanted).read { try output.append($0) }
    try output.finish()
  }

  /// The files of a package of the system, when all are there and intact.
  private func installedFiles(of set: FetchableSet) -> [FetchedFile]? {
    set.installed.flatMap { completeFiles(of: set, in: $0.folder) }
  }

  /// The files in a folder, packed or not, when all are there and intact.
  private func completeFiles(of set: FetchableSet, in folder: String) -> [FetchedFile]? {
    let status = FetchableStatus.of(set, in: folder, comparesChecksums: true)
    guard status.state == .complete else { return nil }
    let files = zip(set.files, status.files).map { present($0, at: "\(folder)/\($1.file)") }
    for file in files { report(.done(file)) }
    return files
  }

  private func present(_ file: FetchableSet.File, at path: String) -> FetchedFile {
    FetchedFile(name: file.name, path: path, byteCount: file.byteCount, origin: .present)
  }

  private func makeFolder(_ folder: String) throws {
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      if mkdir(path, 0o755) == 0 || errno == EEXIST { continue }
      let code = errno
      // In folders that may only be passed through, making one that is there fails in other ways.
      if access(path, F_OK) != 0 { throw FetchError.writing(path, code) }
    }
    if access(folder, W_OK | X_OK) != 0 { throw FetchError.writing(folder, errno) }
  }

  /// Looks whether the disk has room for some files, what is downloaded for the largest included.
  private func checkSpace(for files: [FetchableSet.File], in folder: String) throws {
    var status = statvfs()
    guard !files.isEmpty, statvfs(folder, &status) == 0 else { return }
    let free = Int(status.f_bavail) * Int(status.f_frsize)
    let downloads = localFolder == nil ? files.map(\.download.byteCount).max() ?? 0 : 0
    let needed = files.reduce(downloads) { $0 + $1.byteCount }
    guard free < needed else { return }
    throw FetchError(
      cause: .environment,
      message: "\(folder) needs \(needed / 1_000_000 + 1) MB, but only "
        + "\(free / 1_000_000) MB are free on its disk",
      help: "make room, or set PRACTICAL_DATASETS to a folder on another disk")
  }
}
