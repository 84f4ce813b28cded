import Tensors

/// What an optimizer remembers between two updates: up to two numbers for every trained scalar, and
/// which scalar they belong to.
///
/// The numbers of all parameters lie in one array of each kind, so that an update touches no more
/// reference counts than needed; the names of parameters are only looked at when something does not
/// fit.
internal struct OptimizerState: Sendable {
  /// The name of the rule.
  let optimizer: StaticString
  /// The names of the kinds of numbers, such as `velocity`.
  let kinds: [String]
  /// What the first kind begins with.
  let initialValue: Float
  /// One record for every tensor of the model; none before the first update.
  var records: [Record] = []
  var first: [Float] = [0]
  var second: [Float] = [0]
  /// A state that was restored and that no tensor has claimed.
  var restored: [(name: String, value: Tensor)] = []

  init(_ optimizer: StaticString, kinds: [String], initialValue: Float = 0) {
    self.optimizer = optimizer
    self.kinds = kinds
    self.initialValue = initialValue
  }

  /// What is remembered of one tensor.
  struct Record: Sendable {
    let path: String
    let shape: Shape
    /// Where its numbers begin in the arrays; `nil` as long as it is not trained.
    var offset: Int?
    /// The number of updates so far.
    var stepCount = 0
    /// The rows that ever had a gradient; empty when all of them may have had one.
    var touchedRows: [Bool] = []
  }

  /// Changes every parameter by a rule, and moves running averages.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - gradients: Its gradients.
  ///   - decay: The weight decay.
  ///   - rule: Changes a stretch of a parameter.
  mutating func update<Model: Parameterized>(
    _ model: inout Model, with gradients: Gradients, decay: WeightDecay,
    by rule: (ParameterStretch) -> Void
  ) {
    do throws(ShapeError) { try prepare(&model, gradients) } catch { error.end() }
    // Moved out, so that the visitor may change them while this method changes the state.
    var records: [Record] = []
    var first: [Float] = []
    var second: [Float] = []
    swap(&records, &self.records)
    swap(&first, &self.first)
    swap(&second, &self.second)
    unsafe first.withUnsafeMutableBufferPointer { first in
      unsafe second.withUnsafeMutableBufferPointer { second in
        // Neither array is ever empty.
        guard let first = first.baseAddress, let second = second.baseAddress else { return }
        var index = 0
        var entry = 0
        model.visitTensors(at: .unnamed) { _, role, value in
          let tensor = index
          index += 1
          guard role.hasGradient else { return }
          let gradient = gradients.entries[entry]
          entry += 1
          if case .statistic(let momentum) = role {
            move(&value, towards: gradient.tensor, momentum)
          } else if let offset = records[tensor].offset {
            unsafe OptimizerState.change(
              &value, gradient, &records[tensor], first + (kinds.isEmpty ? 0 : offset),
              second + (kinds.count < 2 ? 0 : offset), decay.strength(for: role), kinds.isEmpty,
              rule)
          }
        }
      }
    }
    swap(&records, &self.records)
    swap(&first, &self.first)
    swap(&second, &self.second)
  }

  private static func change(
    _ value: inout Tensor, _ gradient: Gradient, _ record: inout Record, _ first: MutableScalars,
    _ second: MutableScalars, _ decay: Float, _ isWithoutMemory: Bool,
    _ rule: (ParameterStretch) -> Void
  ) {
    let isFirst = record.stepCount == 0
    record.stepCount += 1
    let count = value.count
    switch gradient {
    case .dense(let gradient):
      if !record.touchedRows.isEmpty { record.touchedRows = [] }
      let scalars = gradient.scalars
      unsafe value.withMutableScalars { weights in
        unsafe scalars.withUnsafeBufferPointer { gradient in
          unsafe rule(
            ParameterStretch(
              count: count, gradient: gradient.baseAddress, first: first, second: second,
              weights: weights, decay: decay, step: record.stepCount))
        }
      }
    case .rows(let rows, let values, _):
      let rowCount = value.rowCount
      let columns = rowCount == 0 ? 0 : count / rowCount
      if decay != 0 {
        record.touchedRows = []
      } else if isFirst {
        record.touchedRows = Array(repeating: false, count: rowCount)
      }
      let scalars = values.scalars
      let step = record.stepCount
      unsafe value.withMutableScalars { weights in
        unsafe scalars.withUnsafeBufferPointer { gradient in
          func change(_ range: Range<Int>, _ gradient: Scalars?) {
            guard !range.isEmpty else { return }
            let start = range.lowerBound * columns
            unsafe rule(
              ParameterStretch(
                count: range.count * columns, gradient: gradient, first: first + start,
                second: second + start, weights: weights + start, decay: decay, step: step))
          }
          // Rows without a gradient still move where there is decay or where a step before left
          // something behind.
          func rest(_ range: Range<Int>) {
            if decay != 0 || (record.touchedRows.isEmpty && !isWithoutMemory) {
              change(range, nil)
            } else if !isWithoutMemory {
              var start = range.lowerBound
              for row in range where !record.touchedRows[row] {
                change(start..<row, nil)
                start = row + 1
              }
              change(start..<range.upperBound, nil)
            }
          }
          var next = 0
          for (index, row) in rows.enumerated() {
            rest(next..<row)
            unsafe change(row..<(row + 1), gradient.baseAddress.map { unsafe $0 + index * columns })
            if !record.touchedRows.isEmpty { record.touchedRows[row] = true }
            next = row + 1
          }
          rest(next..<rowCount)
        }
      }
    }
  }

  private func move(_ value: inout Tensor, towards target: Tensor, _ momentum: Float) {
    let scalars = target.scalars
    unsafe value.withMutableScalars {
      unsafe kernelsMoveTowards(momentum, scalars, $0, scalars.count)
    }
  }
}

/// A stretch of a parameter with what belongs to it, for the kernel of a rule.
@unsafe
internal struct ParameterStretch {
  let count: Int
  /// The gradient; `nil` when it is zero.
  let gradient: Scalars?
  /// The first kind of numbers that the rule remembers, if it remembers any.
  let first: MutableScalars
  /// The second kind.
  let second: MutableScalars
  let weights: MutableScalars
  /// λ of the weight decay.
  let decay: Float
  /// The number of this update, from 1 on.
  let step: Int
}
