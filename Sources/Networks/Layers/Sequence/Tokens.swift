import Tensors

/// The tokens of a batch and the rows of a table that they stand for.
internal struct Tokens {
  let tokens: Tensor
  let vocabulary: Int
  /// The token whose vector stays zero.
  let padding: Int?

  /// Ends the program with a text when a token is no word of the vocabulary.
  func require(of operation: @autoclosure () -> String) {
    let index = unsafe kernelsTokenCheck(tokens.scalars, tokens.count, vocabulary)
    if index >= 0 { Self.error(tokens.scalars[index], index, vocabulary, operation()).end() }
  }

  @inline(never)
  static func error(_ token: Float, _ index: Int, _ vocabulary: Int, _ operation: String)
    -> ShapeError
  {
    ShapeError(
      operation: operation, problem: "a token is no word of the vocabulary",
      expected: "whole numbers from 0 to \(vocabulary - 1)",
      actual: "\(token) at index \(index) of the batch",
      help: "number the words from 0, and give unknown words a number of their own")
  }

  /// The derivative of the table by what every token added, which is `scale` of its sample times
  /// one row of `gradient`.
  ///
  /// A row of the table that several tokens stand for gets their sum, in the order of the batch.
  func gradient(
    _ gradient: Tensor, samples: Int, steps: Int, lengths: [Int], shared: Bool, scale: [Float]
  ) -> Gradient {
    let size = gradient.shape[-1]
    // One bit and one sum for every 64 words of the vocabulary.
    var words = [UInt64](repeating: 0, count: 2 * ((vocabulary + 63) / 64))
    var places = [Int](repeating: 0, count: tokens.count)
    let rows = unsafe [Int](unsafeUninitializedCapacity: tokens.count) { buffer, count in
      guard let rows = buffer.baseAddress else { return }
      count = unsafe kernelsTokenRows(
        tokens.scalars, samples, steps, lengths, vocabulary, padding ?? -1, &words, rows, &places)
    }
    let values = unsafe Tensor(filling: [rows.count, size]) {
      unsafe kernelsEmbeddingScatter(
        places, samples, steps, size, gradient.scalars, shared, scale, $0, rows.count * size)
    }
    return .rows(rows, values: values, shape: [vocabulary, size])
  }
}
