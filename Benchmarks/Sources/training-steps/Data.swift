import PracticalKit

/// The batches of the workloads: the committed digits, and random numbers elsewhere.
enum Data {
  static let vocabulary = 10_000

  static func batches(of name: String, size: Int) -> [Batch] {
    var random = RandomGenerator(seed: 389)
    switch name {
    case "tiny":
      let x = Tensor(randomNormal: [400, 4], using: &random)
      return cut([x], x[column: 0] .> x[column: 1], size: size)
    case "logreg":
      let x = Tensor(randomNormal: [569, 30], using: &random)
      let y = (x[column: 0] + 0.5 * x[column: 1]) .> 0
      return cut([x], y.reshaped(to: [569, 1]), size: size)
    case "embbag", "lstm":
      let labels = (0..<3200).map { _ in Int.random(in: 0..<4, using: &random) }
      var tokens = Tensor(zeros: [3200, 50])
      for place in 0..<tokens.count {
        // The class shows in a tenth of the tokens, so that there is something to learn.
        tokens.scalars[place] =
          random.uniform() < 0.1
          ? Float(labels[place / 50] * 7 + 1) : Float(Int.random(in: 0..<vocabulary, using: &random))
      }
      return cut([tokens], Tensor(labels), size: size)
    case "caption":
      let features = Tensor(randomNormal: [1280, 256], using: &random)
      let words = (0..<1280 * 17).map { _ in Float(Int.random(in: 0..<1000, using: &random)) }
      let all = Tensor(words, shape: [1280, 17])
      return cut(
        [features, all[columns: 0..<16]], all[columns: 1..<17], size: size)
    default:
      let digits: Digits
      do { digits = try Digits.load() } catch { fatalError("\(error)") }
      let images = digits.train.images
      let isImage = name.hasPrefix("cnn") || name == "lenet5"
      let pixels = Tensor(images.pixels.map { Float($0) / 255 }, shape: [images.count, 784])
      let x = isImage ? pixels.reshaped(to: [images.count, 28, 28, 1]) : pixels
      return cut([x], Tensor(digits.train.labels), size: size)
    }
  }

  private static func cut(_ inputs: [Tensor], _ target: Tensor, size: Int) -> [Batch] {
    (0..<target.rowCount / size).map { index in
      let rows = index * size..<(index + 1) * size
      return Batch(inputs: inputs.map { $0[rows: rows] }, targets: [target[rows: rows]])
    }
  }
}
