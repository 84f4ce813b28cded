import Foundation
import Testing

/// A class whose practical has a hidden check, a plot and a question to be marked by hand.
struct AnsweredMarks: Sendable {
  /// What no student may ever get.
  static let secrets = [
    "secretFactor", "hiddenInput", "48151623.42", "96303246.84", "secretTitle", "secretModel",
    "secretItem", "[x] a secret tick",
  ]

  /// The author's version.
  static let practical = """
    ---
    title: The answered target
    seed: 7
    timeout: 20s
    ---
    # The answered target

    ## Doubling

    ```swift {#given .cell}
    let inputs: [Double] = [1, 2, 3]
    print("given cell says hello")
    ```

    ```swift {#double .exercise title="Doubling numbers"}
    func double(_ x: Double) -> Double {
      // BEGIN SOLUTION
      let secretFactor = 2.0
      return x * secretFactor
      // END SOLUTION
    }
    ```

    ```swift {#check-double .check for=double points=2}
    check("doubles numbers", inputs.map(double), .equals([2, 4, 6]))
    ```

    ```swift {#hidden-double .check .hidden for=double points=2 title="secretTitle"}
    let hiddenInput = 48151623.42
    check("doubles another number", double(hiddenInput), .equals(96303246.84))
    ```

    ```swift {#plot .cell}
    show(Figure(title: "What it gives").line(inputs, inputs.map(double)))
    ```

    ```quiz {#which points=1}
    Which?

    - [x] a secret tick
    - [ ] another
    ```

    ## In words

    Why is $2x$ the double?

    ```answer {#why points=3 title="Why"}
    The secretModel answer.

    Rubric:
    - 2: the secretItem
    - 1: the rest
    - -1: no reason
    ```

    """

  /// A student's file, its exercise at line 6.
  static func student(_ code: String, answer: String) -> String {
    """
    # Mine

    My own words.

    ```swift {#double .exercise}
    func double(_ x: Double) -> Double {
      \(code)
    }
    ```

    ```quiz {#which}
    - [ ] a secret tick
    - [x] another
    ```

    ```answer {#why}
    \(answer)
    ```

    """
  }

  let folder: Workplace

  /// Makes a class of which nothing is marked yet.
  init(_ submissions: [String: String]) throws {
    folder = try Workplace()
    try folder.write(Self.practical, to: "course/target.md")
    for (name, text) in submissions { try folder.write(text, to: "submissions/\(name)") }
  }

  /// Marks all.
  func grade(_ options: [String] = []) async throws -> Finished {
    try await PracticalProgram.run(
      ["grade", "course/target.md", "submissions", "--out", "marks"] + options, in: folder)
  }
}

extension Workplace {
  /// The paths and bytes of all files below a folder.
  func files(below name: String) throws -> [(path: String, bytes: [UInt8])] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: url.appending(path: name).path)
    return paths.compactMap { path in
      bytes("\(name)/\(path)").map { ("\(name)/\(path)", $0) }
    }
  }
}
