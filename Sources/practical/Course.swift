import Foundation
import Notebooks

/// Where the practicals and data of the course are.
struct Course {
  /// The folder that holds `practicals` and `datasets`.
  var root: String

  /// Finds the course: the nearest folder above the current one with `practicals` in it, else the one
  /// that this program was built in.
  static func find() -> Course {
    var folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    while folder.path != "/" {
      if isFolder(folder.appendingPathComponent("practicals").path) {
        return Course(root: folder.path)
      }
      folder.deleteLastPathComponent()
    }
    return Course(root: home)
  }

  /// The folder that this program was built in: the nearest one above it with a package in it.
  static var home: String {
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    var folder = URL(fileURLWithPath: program ?? ".").deletingLastPathComponent()
    while folder.path != "/" {
      let package = folder.appendingPathComponent("Package.swift").path
      if FileManager.default.fileExists(atPath: package) {
        return folder.path
      }
      folder.deleteLastPathComponent()
    }
    return FileManager.default.currentDirectoryPath
  }

  /// The folder of the data sets.
  var datasets: String {
    let own = root + "/datasets"
    return Self.isFolder(own) ? own : Self.home + "/datasets"
  }

  /// The paths of the practicals, in the order of their names, as the user would write them.
  func practicalPaths() -> [String] {
    let folder = root + "/practicals"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted().map {
      Self.shortened("\(folder)/\($0)")
    }
  }

  /// Turns what the user wrote (a number, a slug, or a path to a Markdown file) into a path.
  func path(for name: String) throws -> String {
    let paths = practicalPaths()
    if let number = Int(name) {
      let matches = paths.filter { path in
        let digits = Self.slug(path).prefix { $0.isNumber }
        return Int(digits) == number
      }
      if let path = matches.first { return path }
      throw Self.unknown(name, paths)
    }
    if let path = paths.first(where: { Self.slug($0) == name }) { return path }
    // Anything that looks like a path, or is one, is read as one, and reading says what is wrong with it.
    if name.contains("/") || name.hasSuffix(".md") || FileManager.default.fileExists(atPath: name) {
      return name
    }
    throw Self.unknown(name, paths)
  }

  private static func unknown(_ name: String, _ paths: [String]) -> Diagnostic {
    let known = paths.map(slug).joined(separator: ", ")
    return Diagnostic(
      path: name, line: 1, column: 1, "there is no practical `\(name)`",
      help: known.isEmpty
        ? "there is no folder `practicals` here; give the path of a Markdown file"
        : "the practicals are \(known); a path to a Markdown file works too",
      sourceLine: nil)
  }

  /// A path's file name without the extension.
  static func slug(_ path: String) -> String {
    URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return isThere && isFolder.boolValue
  }

  /// A path relative to the current folder, where it lies below that.
  static func shortened(_ path: String) -> String {
    let current = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(current) ? String(path.dropFirst(current.count)) : path
  }
}
