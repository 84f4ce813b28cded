import Testing

@testable import Grading

/// What the search for similar code must find, and what it must leave alone.
@Suite struct SimilarityTests {
  private static let original = """
    func train(_ inputs: [[Double]], _ labels: [Double], epochs: Int) -> [Double] {
      var weights = [Double](repeating: 0, count: inputs[0].count)
      // Shuffled once an epoch.
      var order = Array(inputs.indices)
      for epoch in 0..<epochs {
        order.shuffle(using: &random)
        var mistakes = 0
        for index in order {
          let activation = zip(weights, inputs[index]).map { $0 * $1 }.reduce(0, +)
          let guess = activation > 0 ? 1.0 : 0.0
          guard guess != labels[index] else { continue }
          mistakes += 1
          for column in weights.indices {
            weights[column] += 0.1 * (labels[index] - guess) * inputs[index][column]
          }
        }
        if mistakes == 0 { break }
        print("epoch", epoch, mistakes)
      }
      return weights
    }
    """

  /// The same with other names, numbers, comments and white space.
  private static let renamed = """
    /* my own work */
    func train(_ xs: [[Double]], _ ys: [Double], epochs n: Int) -> [Double] {
      var w = [Double](repeating: 0, count: xs[0].count); var perm = Array(xs.indices)
      for e in 0..<n
      {
        perm.shuffle(using: &random)
        var wrong = 0
        for i in perm {
          let z = zip(w, xs[i]).map {
              $0 * $1 }.reduce(0, +)
          let p = z > 0 ? 1.0 : 0.0
          guard p != ys[i] else { continue }
          wrong += 1 // one more
          for j in w.indices { w[j] += 0.25 * (ys[i] - p) * xs[i][j] }
        }
        if wrong == 0 { break }
        print("round", e, wrong)
      }
      return w
    }
    """

  /// The same exercise, solved by somebody else.
  private static let independent = """
    func train(_ inputs: [[Double]], _ labels: [Double], epochs: Int) -> [Double] {
      let size = inputs.first?.count ?? 0
      var w = Array(repeating: 0.0, count: size)
      var round = 0
      while round < epochs {
        var changed = false
        for (x, y) in zip(inputs, labels).shuffled(using: &random) {
          var sum = 0.0
          for k in 0..<size { sum += w[k] * x[k] }
          let predicted = sum > 0 ? 1.0 : 0.0
          let delta = 0.1 * (y - predicted)
          if delta != 0 {
            w = zip(w, x).map { $0.0 + delta * $0.1 }
            changed = true
          }
        }
        if !changed { return w }
        round += 1
      }
      return w
    }
    """

  private func student(_ name: String, _ codes: String...) -> ComparedStudent {
    ComparedStudent(
      name: name,
      texts: codes.enumerated().map {
        CodeText(id: "e\($0.offset)", code: $0.element, firstLine: 1)
      })
  }

  @Test func aRenamedCopyIsFound() throws {
    let pairs = SimilaritySearch().pairs(
      among: [
        student("ann", Self.original), student("ben", Self.independent),
        student("cem", Self.renamed),
      ], given: [])
    #expect(pairs.map { [$0.first, $0.second] } == [["ann", "cem"]])
    let pair = try #require(pairs.first)
    #expect(pair.similarity > 0.8)
    // Line 12, `for column in …`, stands in line 13 of the copy.
    #expect(pair.firstExcerpts[0].sharedLines.contains(12))
    #expect(pair.secondExcerpts[0].sharedLines.contains(13))
  }

  @Test func movedFunctionsAreFound() {
    let helper = """
      func deviation(_ values: [Double]) -> Double {
        let centre = values.reduce(0, +) / Double(values.count)
        var total = 0.0
        for value in values where value != centre { total += (value - centre) * (value - centre) }
        guard values.count > 1 else { return 0 }
        return (total / Double(values.count - 1)).squareRoot()
      }

      """
    let pairs = SimilaritySearch().pairs(
      among: [
        student("ann", helper + Self.original, "let a = 1"),
        student("cem", "let b = 2", Self.renamed + "\n" + helper),
      ], given: [])
    #expect(pairs.count == 1)
    #expect(pairs.first.map { $0.similarity > 0.8 } == true)
  }

  @Test func shortSolutionsOfOneExerciseAreNotFlagged() {
    // Five people write a mean; two of them even the same.
    let solutions = [
      "func mean(_ x: [Double]) -> Double {\n  return x.reduce(0, +) / Double(x.count)\n}",
      "func mean(_ x: [Double]) -> Double {\n  x.reduce(0, +) / Double(x.count)\n}",
      "func mean(_ x: [Double]) -> Double {\n  return x.reduce(0, +) / Double(x.count)\n}",
      """
      func mean(_ x: [Double]) -> Double {
        var sum = 0.0
        for value in x { sum += value }
        return sum / Double(x.count)
      }
      """,
      """
      func mean(_ x: [Double]) -> Double {
        var total = 0.0
        for v in x {
          total = total + v
        }
        return total / Double(x.count)
      }
      """,
    ]
    let students = solutions.enumerated().map { student("s\($0.offset)", $0.element) }
    #expect(SimilaritySearch().pairs(among: students, given: []).isEmpty)
  }

  @Test func theAuthorsCodeIsNobodysOwn() {
    let students = ["ann", "ben"].map { student($0, Self.original) }
    #expect(SimilaritySearch().pairs(among: students, given: []).count == 1)
    #expect(SimilaritySearch().pairs(among: students, given: [Self.renamed]).isEmpty)
  }

  @Test func whatTheClassSharesIsNobodysOwn() {
    let students = (0..<40).map { student("s\($0)", Self.original) }
    #expect(SimilaritySearch().pairs(among: students, given: []).isEmpty)
  }

  @Test(arguments: [
    "\"", "#\"\"\"", "/*", "\"\\", "let x = \"\\(", "`", "}}}}((((", "\u{0}\u{1B}", "#####", "1.",
    "let 😀 = \"\"\"\n",
  ])
  func anyTextIsTaken(_ text: String) {
    let students = [student("ann", text), student("ben", text + text)]
    #expect(SimilaritySearch().pairs(among: students, given: [text]).isEmpty)
  }
}
