// These methods use nothing but exact arithmetic, never the C library's functions or Swift's own
// shuffling, whose results may change with their versions: a seed means the same numbers
// everywhere.

extension RandomNumberGenerator {
  /// A number drawn uniformly from 0 up to, but not including, 1.
  @inlinable
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A number drawn uniformly from a range.
  @inlinable
  public mutating func uniform(in range: Range<Float>) -> Float {
    let width = range.upperBound - range.lowerBound
    // Rounding could reach the upper bound, which the range leaves out.
    let value = range.lowerBound + width * uniform()
    return value < range.upperBound ? value : range.lowerBound
  }

  /// A number drawn from a normal distribution.
  ///
  /// A uniform number is put through the inverse of the distribution function, so each call uses 64
  /// random bits.
  ///
  /// **Source:** M. Wichura, Algorithm AS 241: The Percentage Points of the Normal Distribution,
  /// Applied Statistics 37(3), 1988.
  ///
  /// - Parameters:
  ///   - mean: The mean of the distribution.
  ///   - standardDeviation: Its standard deviation.
  /// - Returns: The number.
  @specialized(where Self == RandomGenerator)
  public mutating func normal(mean: Float = 0, standardDeviation: Float = 1) -> Float {
    // Half a step away from 0 and 1, where the inverse is infinite.
    let probability = (Double(next() >> 12) + 0.5) * 0x1p-52
    return mean + standardDeviation * Float(normalQuantile(probability))
  }

  /// A whole number drawn uniformly from 0 up to, but not including, a bound.
  ///
  /// **Source:** D. Lemire, Fast Random Integer Generation in an Interval, ACM Transactions on
  /// Modeling and Computer Simulation 29(1), 2019.
  ///
  /// **Errors:** ends the program when the bound is not positive.
  @inlinable
  public mutating func index(below bound: Int) -> Int {
    if bound <= 0 { ShapeCheck.fail(.emptyChoice(bound)) }
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// The numbers from 0 up to, but not including, a count, in random order.
  ///
  /// **Errors:** ends the program when the count is negative.
  public mutating func permutation(of count: Int) -> [Int] {
    if count < 0 { ShapeCheck.fail(.negativeCount("permutation", count)) }
    return shuffled(0..<count)
  }

  /// The elements of a sequence in random order, each order equally likely.
  ///
  /// **Source:** R. Durstenfeld, Algorithm 235: Random Permutation, Communications of the ACM 7(7),
  /// 1964.
  ///
  /// - Parameter elements: The elements.
  /// - Returns: The elements in random order.
  @inlinable
  public mutating func shuffled<Element>(_ elements: some Sequence<Element>) -> [Element] {
    var result = Array(elements)
    var last = result.count - 1
    while last > 0 {
      result.swapAt(last, index(below: last + 1))
      last -= 1
    }
    return result
  }
}
