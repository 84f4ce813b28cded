import Tensors

/// The mistakes that the use of a tape allows, with their texts.
internal enum TapeMistake: CustomStringConvertible {
  case notOneNumber(Shape)
  case constantLoss
  case foreign(StaticString)
  case constant(StaticString)
  case ended(StaticString)
  case gradientCount(Int, tensors: Int, layer: String)
  case unvisited(String, of: String)

  var description: String {
    let (problem, expected, got, help) = parts
    return """
      \(problem)
        expected: \(expected)
        got:      \(got)
        help:     \(help)
      """
  }

  private var parts: (problem: String, expected: String, got: String, help: String) {
    switch self {
    case .notOneNumber(let shape):
      (
        "gradients: the loss is not a single number", "one number, of shape []",
        "shape \(shape)", "add it up with sum() or mean(), or give it to a loss"
      )
    case .constantLoss:
      (
        "gradients: the loss does not depend on any variable",
        "a loss computed from the variables that the closure gets", "a constant",
        "inside the closure use its argument, not what it was made from; a detached result is a constant"
      )
    case .foreign(let operation):
      (
        "\(operation): a variable is of another tape",
        "variables of one tape: those that the innermost closure gets",
        "a variable of another computation of gradients",
        "take its numbers as a constant with detached()"
      )
    case .constant(let operation):
      (
        "\(operation): a derivative by a constant was asked for",
        "variables of the tape: its inputs, or what was computed from them", "a constant",
        "make it a variable with tape.variable(…) before the loss is computed"
      )
    case .ended(let operation):
      (
        "\(operation): the tape of the variable has ended",
        "a variable that is used before its gradients are computed",
        "one that was kept from an earlier computation",
        "keep its numbers instead: variable.tensor"
      )
    case .gradientCount(let count, let tensors, let layer):
      (
        "\(layer): the derivatives are not those of the layer's tensors",
        "\(tensors) derivatives, one for every tensor that visitTensors names",
        "\(count) derivatives", "return them in the order of visitTensors"
      )
    case .unvisited(let part, let model):
      (
        "\(model): a part of the model has no gradient",
        "tensors that visitTensors of the model names",
        "\(part), which it does not name",
        "name it in visitTensors; what is not to be trained has the role .frozen"
      )
    }
  }

  /// Ends the program with the text.
  @inline(never)
  func stop(file: StaticString = #file, line: UInt = #line) -> Never {
    fatalError("\n" + description, file: file, line: line)
  }
}
