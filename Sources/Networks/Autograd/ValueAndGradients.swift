import Tensors

// Derivatives of functions of tensors. The closures get variables and give back one number; the
// tape begins and ends with the call.

/// The value of a function of tensors, and its derivatives by all of them.
///
///     let (loss, gradients) = valueAndGradients(of: [w, b]) { parameters in
///       square(matmul(x, parameters[0]) + parameters[1] - y).mean()
///     }
///     w -= 0.1 * gradients[0]
///     b -= 0.1 * gradients[1]
///
/// **Shapes:** each derivative has the shape of its input; the result of the closure is one number.
///
/// **Errors:** ends the program when the result is not one number or does not depend on the
/// variables.
///
/// - Parameters:
///   - inputs: Where to differentiate.
///   - function: The function of the inputs, as variables.
///   - file: The file of the call.
///   - line: The line of the call.
/// - Returns: The value and the derivatives, in the order of the inputs.
/// - Throws: What the closure throws.
public func valueAndGradients<Failure: Error>(
  of inputs: [Tensor], _ function: ([Variable]) throws(Failure) -> Variable,
  file: StaticString = #file, line: UInt = #line
) throws(Failure) -> (value: Float, gradients: [Tensor]) {
  let tape = Tape()
  defer { tape.end() }
  let variables = inputs.map(tape.variable)
  let result = try function(variables)
  let gradients = tape.gradients(of: result, by: variables, file: file, line: line)
  return (result.scalar, gradients)
}

/// The value of a function of a tensor, and its derivative.
///
///     let (value, slope) = valueAndGradient(at: x) { x in log(x).sum() }
///
/// - Parameters:
///   - x: Where to differentiate.
///   - function: The function; its result is one number.
///   - file: The file of the call.
///   - line: The line of the call.
/// - Returns: The value, and the derivative of the shape of x.
/// - Throws: What the closure throws.
public func valueAndGradient<Failure: Error>(
  at x: Tensor, _ function: (Variable) throws(Failure) -> Variable,
  file: StaticString = #file, line: UInt = #line
) throws(Failure) -> (value: Float, gradient: Tensor) {
  let tape = Tape()
  defer { tape.end() }
  let variable = tape.variable(x)
  let result = try function(variable)
  let gradients = tape.gradients(of: result, by: [variable], file: file, line: line)
  return (result.scalar, gradients[0])
}

/// The value of a function of two tensors, and its derivatives by both.
///
/// - Parameters:
///   - x: Where to differentiate, first input.
///   - y: Where to differentiate, second input.
///   - function: The function; its result is one number.
///   - file: The file of the call.
///   - line: The line of the call.
/// - Returns: The value and the two derivatives.
/// - Throws: What the closure throws.
public func valueAndGradients<Failure: Error>(
  at x: Tensor, _ y: Tensor, _ function: (Variable, Variable) throws(Failure) -> Variable,
  file: StaticString = #file, line: UInt = #line
) throws(Failure) -> (value: Float, gradients: (Tensor, Tensor)) {
  let tape = Tape()
  defer { tape.end() }
  let variables = (tape.variable(x), tape.variable(y))
  let result = try function(variables.0, variables.1)
  let gradients = tape.gradients(
    of: result, by: [variables.0, variables.1], file: file, line: line)
  return (result.scalar, (gradients[0], gradients[1]))
}

/// The derivative of a function of a tensor.
///
///     gradient(at: [1, 2, 3]) { x in square(x).sum() }    // [2, 4, 6]
///
/// The input may be an image and the function the score of a class: the derivative shows what the
/// network looked at, and its sign is the direction of an adversarial example.
///
/// **Source:** K. Simonyan, A. Vedaldi and A. Zisserman, Deep Inside Convolutional Networks, 2013;
/// I. Goodfellow, J. Shlens and C. Szegedy, Explaining and Harnessing Adversarial Examples, ICLR
/// 2015.
///
/// - Parameters:
///   - x: Where to differentiate.
///   - function: The function; its result is one number.
///   - file: The file of the call.
///   - line: The line of the call.
/// - Returns: The derivative, of the shape of x.
/// - Throws: What the closure throws.
public func gradient<Failure: Error>(
  at x: Tensor, _ function: (Variable) throws(Failure) -> Variable,
  file: StaticString = #file, line: UInt = #line
) throws(Failure) -> Tensor {
  try valueAndGradient(at: x, function, file: file, line: line).gradient
}

/// The derivatives of a function of two tensors.
///
/// - Parameters:
///   - x: Where to differentiate, first input.
///   - y: Where to differentiate, second input.
///   - function: The function; its result is one number.
///   - file: The file of the call.
///   - line: The line of the call.
/// - Returns: The derivatives by x and by y.
/// - Throws: What the closure throws.
public func gradient<Failure: Error>(
  at x: Tensor, _ y: Tensor, _ function: (Variable, Variable) throws(Failure) -> Variable,
  file: StaticString = #file, line: UInt = #line
) throws(Failure) -> (Tensor, Tensor) {
  try valueAndGradients(at: x, y, function, file: file, line: line).gradients
}

/// The derivatives of a function of many tensors.
///
/// - Parameters:
///   - inputs: Where to differentiate.
///   - function: The function; its result is one number.
///   - file: The file of the call.
///   - line: The line of the call.
/// - Returns: The derivatives, in the order of the inputs.
/// - Throws: What the closure throws.
public func gradient<Failure: Error>(
  of inputs: [Tensor], _ function: ([Variable]) throws(Failure) -> Variable,
  file: StaticString = #file, line: UInt = #line
) throws(Failure) -> [Tensor] {
  try valueAndGradients(of: inputs, function, file: file, line: line).gradients
}
