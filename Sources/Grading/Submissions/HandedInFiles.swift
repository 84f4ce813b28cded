import ArchiveFiles
import Foundation
import Notebooks

/// Everything that lies among the submissions.
struct HandedInFiles {
  /// The files, in the order of their paths.
  var files: [HandedInFile] = []
  /// The paths of the folders.
  var folders: Set<[String]> = []

  /// How deep folders are looked into.
  private static let maximumDepth = 6
  /// The most files that are looked at.
  private static let maximumCount = 200_000

  /// Lists a folder, or the archive of a class; no link is followed.
  ///
  /// - Parameters:
  ///   - path: the path of the folder or the archive.
  ///   - excluded: the path of a folder that holds no submissions.
  ///   - unwraps: whether a folder that only wraps the submissions is stepped into.
  ///   - archives: what reads archives.
  /// - Throws: `UsageError` when there is no such folder or archive, or it cannot be read.
  init(
    at path: String, except excluded: String, unwraps: Bool, archives: ArchiveProgram
  ) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw UsageError(
        "there is no `\(path)` with submissions",
        help: "name the folder of the submissions, or the archive that the platform gave out")
    }
    if isFolder.boolValue {
      try list(path, excluded: URL(fileURLWithPath: excluded).standardizedFileURL.path)
    } else {
      try unpack(path, archives: archives)
    }
    files.sort { $0.path.lexicographicallyPrecedes($1.path) }
    if unwraps { unwrap() }
  }

  private mutating func list(_ root: String, excluded: String) throws {
    var waiting: [[String]] = [[]]
    while let folder = waiting.popLast() {
      let place = ([root] + folder).joined(separator: "/")
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else {
        if !folder.isEmpty { continue }
        throw UsageError(
          "the folder `\(root)` with the submissions cannot be read", help: "check its rights")
      }
      for name in names where !name.hasPrefix(".") && name != "__MACOSX" {
        let path = folder + [name]
        let full = "\(place)/\(name)"
        if URL(fileURLWithPath: full).standardizedFileURL.path == excluded { continue }
        let attributes = try? FileManager.default.attributesOfItem(atPath: full)
        let modified = attributes?[.modificationDate] as? Date
        switch attributes?[.type] as? FileAttributeType {
        case .typeDirectory:
          folders.insert(path)
          if path.count < Self.maximumDepth { waiting.append(path) }
        case .typeRegular: add(path, .file, modified, .disk(full))
        case .typeSymbolicLink: add(path, .link, modified, .disk(full))
        default: add(path, .other, modified, .disk(full))
        }
      }
    }
  }

  private mutating func add(
    _ path: [String], _ kind: HandedInFile.Kind, _ modified: Date?, _ place: HandedInFile.Place
  ) {
    guard files.count < Self.maximumCount else { return }
    files.append(HandedInFile(path: path, kind: kind, modified: modified, place: place))
  }

  private mutating func unpack(_ path: String, archives: ArchiveProgram) throws {
    let contents: ArchiveContents
    do {
      contents = try archives.read(at: path, as: .readClass)
    } catch {
      throw UsageError(
        "`\(path)` with the submissions is not read: \(error.message)",
        help: "name a folder, or the zip archive of the class as the platform gave it out")
    }
    for file in contents.files {
      let names = file.path.split(separator: "/").map(String.init)
      for count in 1..<max(1, names.count) { folders.insert(Array(names.prefix(count))) }
      add(
        names, .file, file.modified == 0 ? nil : Date(timeIntervalSince1970: Double(file.modified)),
        .memory(file.bytes))
    }
  }

  /// Steps into a folder that only wraps the submissions, as archives of platforms have one.
  private mutating func unwrap() {
    let tops = Set(files.compactMap(\.path.first) + folders.compactMap(\.first))
    guard tops.count == 1, let top = tops.first, folders.contains([top]),
      HandInName(moodle: top) == nil
    else { return }
    let direct = files.filter { $0.path.count == 2 }
    let isExport = direct.contains { $0.name == GradescopeExport.fileName }
    let areSubmissions = direct.filter { $0.isMarkdown || $0.isArchive }
    let isWrapper =
      areSubmissions.isEmpty
      ? folders.contains { $0.count == 2 }
      : areSubmissions.allSatisfy { HandInName(canvas: $0.name) != nil }
    guard isExport || isWrapper else { return }
    for index in files.indices { files[index].path.removeFirst() }
    files.removeAll { $0.path.isEmpty }
    folders = Set(folders.filter { $0.count > 1 }.map { Array($0.dropFirst()) })
  }
}
