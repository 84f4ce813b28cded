import Foundation

/// Where this program keeps what is the user's and belongs to no course folder.
public enum UserFolders {
  /// The folder that data sets are fetched to, unless `PRACTICAL_DATASETS` names another.
  ///
  /// It is `practical/datasets` in the user's data folder, which the XDG Base Directory Specification puts into
  /// `XDG_DATA_HOME`, or else `~/.local/share`.
  public static var datasets: String {
    let named = ProcessInfo.processInfo.environment["XDG_DATA_HOME"] ?? ""
    // The specification has relative paths ignored.
    let data = named.hasPrefix("/") ? named : NSHomeDirectory() + "/.local/share"
    return data + "/practical/datasets"
  }
}
