public import Tensors

/// The mean of the squared errors.
///
/// 1/n Σ (y_i − ŷ_i)²
///
///     meanSquaredError(predicted: [1, 2], actual: [1, 4])    // 2
///
/// **Shapes:** both the same.
///
/// **Errors:** ends the program when the shapes differ, as all metrics here: a column and a vector
/// would broadcast to the errors of all pairs.
///
/// - Parameters:
///   - predicted: The predicted numbers.
///   - actual: The true numbers.
/// - Returns: The mean; NaN when there are no numbers.
public func meanSquaredError(predicted: Tensor, actual: Tensor) -> Double {
  MetricCheck.sameShape(predicted.shape, actual.shape, for: "meanSquaredError")
  return sumOfSquares(predicted, actual) / Double(actual.count)
}

/// The square root of the mean of the squared errors: in the unit of the numbers themselves.
///
/// √(1/n Σ (y_i − ŷ_i)²)
///
/// **Shapes:** both the same.
///
/// - Parameters:
///   - predicted: The predicted numbers.
///   - actual: The true numbers.
/// - Returns: The root; NaN when there are no numbers.
public func rootMeanSquaredError(predicted: Tensor, actual: Tensor) -> Double {
  MetricCheck.sameShape(predicted.shape, actual.shape, for: "rootMeanSquaredError")
  return (sumOfSquares(predicted, actual) / Double(actual.count)).squareRoot()
}

/// The mean of the errors' magnitudes.
///
/// 1/n Σ |y_i − ŷ_i|
///
/// **Shapes:** both the same.
///
/// - Parameters:
///   - predicted: The predicted numbers.
///   - actual: The true numbers.
/// - Returns: The mean; NaN when there are no numbers.
public func meanAbsoluteError(predicted: Tensor, actual: Tensor) -> Double {
  MetricCheck.sameShape(predicted.shape, actual.shape, for: "meanAbsoluteError")
  let sum = zip(predicted.scalars, actual.scalars).reduce(0.0) { sum, pair in
    sum + (Double(pair.0) - Double(pair.1)).magnitude
  }
  return sum / Double(actual.count)
}

/// R²: the share of the variance that the predictions explain.
///
/// R² = 1 − Σ (y_i − ŷ_i)² / Σ (y_i − ȳ)²
///
///     coefficientOfDetermination(predicted: [1, 2, 3], actual: [1, 2, 4])    // 0.786
///
/// It is 1 for perfect predictions, 0 for always predicting the mean, and negative for worse. Where
/// all true numbers are equal there is no variance: it is then 1 for perfect predictions and 0 for
/// all others, as in scikit-learn.
///
/// **Shapes:** both the same.
///
/// - Parameters:
///   - predicted: The predicted numbers.
///   - actual: The true numbers.
/// - Returns: The coefficient; NaN when there are fewer than two numbers.
public func coefficientOfDetermination(predicted: Tensor, actual: Tensor) -> Double {
  MetricCheck.sameShape(predicted.shape, actual.shape, for: "coefficientOfDetermination")
  if actual.count < 2 { return .nan }
  let residual = sumOfSquares(predicted, actual)
  let mean = actual.scalars.reduce(0.0) { $0 + Double($1) } / Double(actual.count)
  let total = actual.scalars.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
  if total == 0 { return residual == 0 ? 1 : residual.isNaN ? .nan : 0 }
  return 1 - residual / total
}

/// Σ (x_i − y_i)² in Double, for tensors of one shape.
private func sumOfSquares(_ x: Tensor, _ y: Tensor) -> Double {
  zip(x.scalars, y.scalars).reduce(0.0) { sum, pair in
    let difference = Double(pair.0) - Double(pair.1)
    return sum + difference * difference
  }
}
