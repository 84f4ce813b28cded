import Glibc
import Plots

extension FigureSample {
  static let scatter: FigureSample = {
    let (a, b) = (bells(120, seed: 11), bells(120, seed: 12))
    let classes = (0..<120).map { Double($0 % 3) }
    let x = zip(a, classes).map { $0 + 2.5 * cos($1 * 2.1) }
    let y = zip(b, classes).map { $0 + 2.5 * sin($1 * 2.1) }
    return FigureSample(
      "scatter", "Points of three classes", ["x": x, "y": y, "classes": classes],
      sized(
        Figure(title: "Three classes", xLabel: "first feature", yLabel: "second feature")
          .scatter(x, y, classes: classes, names: ["cat", "dog", "bird"])))
  }()

  static let cloud: FigureSample = {
    let (a, b) = (bells(20_000, seed: 21), bells(20_000, seed: 22))
    let y = zip(a, b).map { 0.6 * $0 + 0.5 * $1 }
    return FigureSample(
      "cloud", "Twenty thousand points, of which the dense places are darker", ["x": a, "y": y],
      sized(Figure(title: "A cloud", xLabel: "height", yLabel: "weight").scatter(a, y)))
  }()

  static let bars: FigureSample = {
    let names = ["sigmoid", "tanh", "rectifier", "leaky rectifier"]
    let (one, two) = ([0.871, 0.934, 0.962, 0.958], [0.842, 0.917, 0.969, 0.971])
    return FigureSample(
      "bars", "Bars of two series with their numbers", ["one": one, "two": two],
      sized(
        Figure(title: "Accuracy", yLabel: "accuracy")
          .bars(names, one, label: "one layer", showNumbers: true)
          .bars(names, two, label: "two layers", showNumbers: true)
          .legend(.outside), 480, 280))
  }()

  static let histogram: FigureSample = {
    let women = bells(260, seed: 31).map { 60.6 + 9.6 * $0 }
    let men = bells(247, seed: 32).map { 78.1 + 10.5 * $0 }
    return FigureSample(
      "histogram", "Two histograms that shine through", ["women": women, "men": men],
      sized(
        Figure(title: "Body weights", xLabel: "weight (kg)")
          .histogram(women, bins: 24, range: 30...120, label: "women")
          .histogram(men, bins: 24, range: 30...120, label: "men")))
  }()

  /// Words with the places that an embedding might give them, close together where they are alike.
  static let words = [
    "apple", "pear", "plum", "cherry", "banana", "bread", "butter", "cheese", "milk", "coffee",
    "Paris", "London", "Berlin", "Madrid", "Rome", "Vienna", "Prague", "Lisbon", "Oslo", "Dublin",
    "walk", "run", "jump", "swim", "climb", "dance", "crawl", "ride", "fly", "drive",
  ]

  static let embedding: FigureSample = {
    let (a, b) = (bells(30, seed: 41), bells(30, seed: 42))
    let classes = (0..<30).map { Double($0 / 10) }
    let x = zip(a, classes).map { 0.55 * $0 + 2 * cos($1 * 2.1 + 0.5) }
    let y = zip(b, classes).map { 0.45 * $0 + 2 * sin($1 * 2.1 + 0.5) }
    return FigureSample(
      "embedding", "Words that keep off one another", ["x": x, "y": y, "classes": classes],
      sized(
        Figure(title: "Words").embedding(
          zip(x, y).map { [$0, $1] }, labels: words, classes: classes,
          names: ["food", "cities", "motion"]), 480, 340))
  }()
}
