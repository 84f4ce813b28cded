import Foundation
import Testing

/// A class whose submissions are marked: a small practical of two exercises, and what students handed in.
struct Marks: Sendable {
  /// The exercise `double` has two points in visible checks and four in hidden ones, `square` three.
  static let practical = """
    ---
    title: The target
    seed: 7
    timeout: 3s
    memory: 500MB
    ---
    # The target

    ```swift {#given .cell}
    let inputs: [Double] = [1, 2, 3]
    ```

    ```swift {#double .exercise}
    func double(_ x: Double) -> Double {
      // BEGIN SOLUTION
      return x * 2
      // END SOLUTION
    }
    ```

    ```swift {#check-double .check for=double points=2}
    check("doubles numbers", inputs.map(double), .equals([2, 4, 6]))
    check("doubles as the solution does", double(21))
    ```

    ```swift {#hidden-double .check .hidden for=double points=4}
    let secretInput = 48151623.42
    check("doubles a secret", double(secretInput), .equals(96303246.84))
    check("doubles a random number", double(Double(gradingSeed % 1000) + 1))
    ```

    ```swift {#square .exercise}
    func square(_ x: Double) -> Double {
      // BEGIN SOLUTION
      return x * x
      // END SOLUTION
    }
    print("the square of 5 is", square(5))
    ```

    ```swift {#check-square .check for=square points=3}
    check("squares numbers", inputs.map(square), .equals([1, 4, 9]))
    ```

    """

  /// Everything right.
  static let right = """
    # Mine

    ```swift {#double .exercise}
    func double(_ x: Double) -> Double { x + x }
    ```

    ```swift {#square .exercise}
    func square(_ x: Double) -> Double { x * x }
    print("the square of 5 is", square(5))
    ```

    """

  let folder: Workplace

  init(_ submissions: [String: String]) throws {
    folder = try Workplace()
    try folder.write(Self.practical, to: "course/target.md")
    try folder.write("", to: "submissions/.keep")
    for (name, text) in submissions { try folder.write(text, to: "submissions/\(name)") }
  }

  /// Marks all.
  func grade(
    _ options: [String] = [], environment: [String: String?] = [:], seconds: Double = 120
  ) async throws -> Finished {
    try await PracticalProgram.run(
      ["grade", "course/target.md", "submissions", "--out", "marks"] + options, in: folder,
      environment: environment, seconds: seconds)
  }

  /// The lines of `grades.csv` without the header and the times.
  func table() throws -> [String] {
    let lines = try #require(folder.text("marks/grades.csv")).split(separator: "\n")
    #expect(lines.first == "student,practical,submitted,score,max_score,penalty,final,status")
    return lines.dropFirst().map { line in
      var fields = line.split(separator: ",", omittingEmptySubsequences: false)
      if fields.count > 2 { fields.remove(at: 2) }
      return fields.joined(separator: ",")
    }
  }

  /// The points of one exercise of a student.
  func points(_ student: String, _ exercise: String) throws -> Double {
    try document(student).checks.filter { $0.exercise == exercise }.map(\.score).reduce(0, +)
  }

  func document(_ student: String, _ name: String = "result.json") throws -> MarksDocument {
    let text = try #require(folder.text("marks/\(student)/\(name)"), "\(student) has no \(name)")
    return try JSONDecoder().decode(MarksDocument.self, from: Data(text.utf8))
  }
}

/// `result.json` and `feedback.json` of a student.
struct MarksDocument: Decodable {
  struct Check: Decodable {
    var name: String
    var exercise: String
    var score: Double
    var status: String
    var message: String
    var hidden: Bool

    private enum CodingKeys: String, CodingKey {
      case name
      case exercise = "for"
      case score, status, message, hidden
    }
  }
  struct Cell: Decodable {
    struct Failure: Decodable {
      var kind: String
      var message: String
      var line: Int?
    }
    var id: String
    var status: String
    var output: String
    var error: Failure?
  }
  struct Remark: Decodable {
    var id: String
    var message: String
  }
  var status: String
  var reason: String?
  var isSandboxed: Bool
  var score: Double
  var checks: [Check]
  var cells: [Cell]
  var remarks: [Remark]

  /// All that is said of why something has no points.
  var words: String {
    ([reason ?? ""] + checks.map(\.message) + cells.compactMap(\.error?.message)
      + remarks.map(\.message)).joined(separator: "\n")
  }
}
