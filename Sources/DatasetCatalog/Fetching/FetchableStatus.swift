import Foundation

/// What is there of a data set that can be fetched.
public struct FetchableStatus: Sendable, Equatable {
  /// All in one word.
  public enum State: Sendable, Equatable {
    /// Nothing is there but, perhaps, half a download.
    case absent
    /// Some files are there.
    case partial
    /// All files are there.
    case complete
    /// A file that is there is not the one listed.
    case damaged
  }

  /// The data set.
  public var set: FetchableSet
  /// The folder with its files, where one was found.
  public var folder: String?
  /// The files, in the order of the list.
  public var files: [FileVerification]

  /// All in one word.
  public var state: State {
    if files.allSatisfy({ $0.state == .missing }) { return .absent }
    if files.contains(where: { !$0.isOK && $0.state != .missing }) { return .damaged }
    return files.allSatisfy(\.isOK) ? .complete : .partial
  }

  /// Looks for a data set as the loaders do: in the first of some folders that has one of its name, then where a
  /// package of the system puts it.
  ///
  /// - Parameters:
  ///   - set: the data set.
  ///   - roots: the folders of data sets.
  ///   - comparesChecksums: whether the files are read; without, only their sizes are compared.
  /// - Returns: what is there.
  public static func find(
    _ set: FetchableSet, in roots: [String], comparesChecksums: Bool
  ) -> FetchableStatus {
    var folders = roots.map { "\($0)/\(set.name)" }
    if let installed = set.installed { folders.append(installed.folder) }
    var isFolder: ObjCBool = false
    let found = folders.first {
      FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && isFolder.boolValue
    }
    guard let found else {
      return FetchableStatus(
        set: set, folder: nil,
        files: set.files.map {
          FileVerification(dataset: set.name, file: $0.name, byteCount: nil, state: .missing)
        })
    }
    return of(set, in: found, comparesChecksums: comparesChecksums)
  }

  /// Looks at the files of a data set in its folder, as they are or packed by gzip.
  static func of(
    _ set: FetchableSet, in folder: String, comparesChecksums: Bool
  ) -> FetchableStatus {
    FetchableStatus(
      set: set, folder: folder,
      files: set.files.map { file in
        let names = [file.name, file.name + ".gz"]
        let name = names.first { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
        var result = FileVerification(
          dataset: set.name, file: name ?? file.name, byteCount: nil, state: .missing)
        guard let name else { return result }
        let url = URL(fileURLWithPath: "\(folder)/\(name)").resolvingSymlinksInPath()
        let values = try? url.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
        guard let values, values.isRegularFile == true, let byteCount = values.fileSize else {
          result.state = .unreadable("it is not a file")
          return result
        }
        result.byteCount = byteCount
        if name == file.name, byteCount != file.byteCount {
          result.state = .wrongSize(expected: file.byteCount, found: byteCount)
        } else {
          result.state = comparesChecksums ? compare(url.path, with: file) : .ok
        }
        return result
      })
  }

  private static func compare(
    _ path: String, with file: FetchableSet.File
  ) -> FileVerification.State {
    var digest = MessageDigest()
    var byteCount = 0
    do {
      try Unpacking(source: path, name: file.name, isWanted: { true }).read { bytes in
        byteCount += bytes.count
        guard byteCount <= file.byteCount else { throw ContentFault.tooLong }
        digest.update(bytes)
      }
    } catch let fault as ContentFault {
      return .unreadable(fault.words(expected: file.byteCount))
    } catch {
      return .unreadable("permission denied")
    }
    guard byteCount == file.byteCount else {
      return .wrongSize(expected: file.byteCount, found: byteCount)
    }
    let found = digest.finish()
    return found == file.checksum
      ? .ok : .wrongChecksum(expected: file.checksum, found: found)
  }
}
