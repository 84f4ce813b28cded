import Foundation
import Notebooks

extension MarksFolder {
  /// A student's marks and the folder in which they lie.
  public struct Entry: Sendable {
    /// The name of the folder, in the folder of marks.
    public var folder: String
    /// The marks.
    public var graded: GradedSubmission
  }

  /// The marks of all students, in the order of their names.
  ///
  /// - Parameter slug: the slug of the practical.
  /// - Returns: the marks.
  public func results(of slug: String) -> [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let entries = names.filter { !$0.hasPrefix(".") }.compactMap { name -> Entry? in
      guard
        let graded = GradedSubmission.read(from: "\(path)/\(name)/\(GradedSubmission.fileName)"),
        graded.practical == slug
      else { return nil }
      return Entry(folder: name, graded: graded)
    }
    return entries.sorted { $0.graded.student < $1.graded.student }
  }
}
