internal import FileUses
internal import Glibc

/// Finds the folder of a data set.
struct DatasetDirectory {
  /// The folders that may hold data sets; the first that has the one wanted is taken.
  var roots: [String]

  /// The folder of the user, in `PRACTICAL_DATASETS`, then the one that comes with the program.
  static var fromEnvironment: DatasetDirectory {
    let names = ["PRACTICAL_DATASETS", "PRACTICAL_DATASETS_DEFAULT"]
    return DatasetDirectory(roots: names.compactMap(environment).filter { !$0.isEmpty })
  }

  /// The path of the folder of a data set, without a final slash.
  func resolve(_ name: String) throws(DatasetError) -> String {
    for root in roots {
      let path = root.hasSuffix("/") ? root + name : root + "/" + name
      if isDirectory(path) { return path }
    }
    guard let first = roots.first else {
      throw DatasetError(
        path: name, message: "no folder of data sets is known",
        help: "set PRACTICAL_DATASETS to the folder that holds `\(name)`")
    }
    let others = roots.dropFirst().map { ", nor in \($0)" }.joined()
    throw DatasetError(
      path: first, message: "there is no data set `\(name)` here\(others)",
      help: "`practical datasets list` names the data sets that are there")
  }

  private static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  private func isDirectory(_ path: String) -> Bool {
    var status = stat()
    let isThere = unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    FileUseObserver.note(path, isThere ? .folder : .absent)
    return isThere
  }
}
