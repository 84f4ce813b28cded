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

  /// The exercise as one template asks for it, with four places to fill in, each in one of some usual ways.
  private static func filledIn(_ ways: (Int, Int, Int, Int), names: [String: String] = [:])
    -> String
  {
    let guesses = [
      "let activation = zip(weights, input).map { $0 * $1 }.reduce(0, +) + bias",
      "var activation = bias\n      for k in weights.indices { activation += weights[k] * input[k] }",
      "let activation = weights.indices.reduce(bias) { $0 + weights[$1] * input[$1] }",
    ]
    let losses = [
      "let guess = 1 / (1 + exp(-activation))\n      total -= label * log(guess) + (1 - label) * log(1 - guess)",
      "let guess = sigmoid(activation)\n      total += label > 0.5 ? -log(guess) : -log(1 - guess)",
      "let guess = sigmoid(activation)\n      total -= log(label == 1 ? guess : 1 - guess)",
      "let guess = 1 / (1 + exp(-activation))\n      total += max(activation, 0) - activation * label + log(1 + exp(-abs(activation)))",
    ]
    let updates = [
      "for k in weights.indices { weights[k] -= rate * (guess - label) * input[k] }\n      bias -= rate * (guess - label)",
      "let error = guess - label\n      weights = zip(weights, input).map { $0 - rate * error * $1 }\n      bias -= rate * error",
      "let step = rate * (label - guess)\n      for (k, value) in input.enumerated() { weights[k] += step * value }\n      bias += step",
    ]
    let reports = [
      "print(\"epoch\", epoch, total)",
      "if epoch % 10 == 0 { print(epoch, total / Double(inputs.count)) }",
      "losses.append(total / Double(inputs.count))",
      "losses.append(total)\n    if let first = losses.first, total > first { print(\"diverges\") }",
      "guard total.isFinite else { break }",
    ]
    let code = """
      func train(_ inputs: [[Double]], _ labels: [Double], rate: Double, epochs: Int) -> [Double] {
        var weights = [Double](repeating: 0, count: inputs[0].count)
        var bias = 0.0
        var losses: [Double] = []
        for epoch in 0..<epochs {
          var total = 0.0
          for (input, label) in zip(inputs, labels) {
            \(guesses[ways.0])
            \(losses[ways.1])
            \(updates[ways.2])
          }
          \(reports[ways.3])
        }
        return weights + [bias]
      }
      """
    return names.reduce(code) { $0.replacing($1.key, with: $1.value) }
  }

  /// A dozen who fill in one template, each by himself.
  private var honestClass: [ComparedStudent] {
    (0..<12).map { index in
      student(
        "s\(index)",
        Self.filledIn(
          (index % 3, (index / 3 + index) % 4, (index * 2 + index / 4) % 3, index % 5),
          names: ["guess": "p\(index)", "total": "sum\(index)"]))
    }
  }

  /// What a student adds who does more than the template asks for.
  private static let own = """

    func schedule(_ rate: Double, epoch: Int, of epochs: Int, warmUp: Int) -> Double {
      guard epoch >= warmUp else { return rate * Double(epoch + 1) / Double(warmUp) }
      let progress = Double(epoch - warmUp) / Double(max(1, epochs - warmUp))
      let wave = cos(progress * .pi)
      return rate * (0.05 + 0.95 * (1 + wave) / 2)
    }
    """

  @Test func aSmallClassWithOneTemplateIsNotFlagged() {
    #expect(SimilaritySearch().pairs(among: honestClass, given: []).isEmpty)
  }

  @Test func aCopyInASmallClassWithOneTemplateIsFound() throws {
    let original = Self.filledIn((1, 3, 2, 3)) + Self.own
    let copy = [
      "schedule": "decay", "progress": "t", "wave": "c", "warmUp": "start", "guess": "y",
      "total": "loss", "activation": "z", "label": "truth", "step": "delta",
    ].reduce(original) { $0.replacing($1.key, with: $1.value) }
    let pairs = SimilaritySearch().pairs(
      among: honestClass + [student("ann", original), student("zoe", "// mine\n" + copy)], given: []
    )
    #expect(pairs.map { [$0.first, $0.second] } == [["ann", "zoe"]])
    let pair = try #require(pairs.first)
    #expect(pair.usualPrints > 0 && pair.sharedPrints > 2 * pair.usualPrints)
  }

  @Test(arguments: [(2, 2), (5, 2), (8, 2), (12, 3), (16, 4), (40, 4), (100, 5), (200, 10)])
  func aPartOfTheClassMayShare(_ count: Int, _ most: Int) {
    #expect(SimilaritySearch.mostOwners(of: count) == most)
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
