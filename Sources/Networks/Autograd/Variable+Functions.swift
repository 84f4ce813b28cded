import Tensors

// The functions of tensors, scalar by scalar, recorded. z is the result of each.

/// e^x; ∂L/∂x = ∂L/∂z · z.
public func exp(_ x: Variable) -> Variable {
  let z = exp(x.tensor)
  return x.derived("exp", z) { $0 *= z }
}

/// The natural logarithm; ∂L/∂x = ∂L/∂z / x.
public func log(_ x: Variable) -> Variable {
  let values = x.tensor
  return x.derived("log", log(values)) { $0 /= values }
}

/// The square root; ∂L/∂x = ∂L/∂z / 2z, infinite at zero.
public func sqrt(_ x: Variable) -> Variable {
  let z = sqrt(x.tensor)
  return x.derived("sqrt", z) { $0 /= 2 * z }
}

/// The magnitude |x|; ∂L/∂x = ∂L/∂z · sign x, zero at zero.
public func abs(_ x: Variable) -> Variable {
  let values = x.tensor
  return x.derived("abs", abs(values)) { $0 *= (values .> 0) - (values .< 0) }
}

/// The square x²; ∂L/∂x = ∂L/∂z · 2x.
public func square(_ x: Variable) -> Variable {
  let values = x.tensor
  return x.derived("square", square(values)) {
    $0 *= values
    $0 *= 2
  }
}

/// The hyperbolic tangent; ∂L/∂x = ∂L/∂z · (1 − z²).
public func tanh(_ x: Variable) -> Variable {
  let z = tanh(x.tensor)
  return x.derived("tanh", z) { Activation.tanh.pullBack(&$0, z) }
}

/// The logistic function 1 / (1 + e^−x); ∂L/∂x = ∂L/∂z · z (1 − z).
public func sigmoid(_ x: Variable) -> Variable {
  let z = sigmoid(x.tensor)
  return x.derived("sigmoid", z) { Activation.sigmoid.pullBack(&$0, z) }
}

/// The rectifier max(0, x); ∂L/∂x = ∂L/∂z where x > 0, else 0.
public func relu(_ x: Variable) -> Variable {
  let z = relu(x.tensor)
  return x.derived("relu", z) { Activation.relu.pullBack(&$0, z) }
}

/// The leaky rectifier: x where x > 0, else slope · x; ∂L/∂x = ∂L/∂z times 1 or the slope.
///
/// **Source:** A. Maas, A. Hannun and A. Ng, Rectifier Nonlinearities Improve Neural Network
/// Acoustic Models, ICML 2013.
public func leakyReLU(_ x: Variable, slope: Float = 0.01) -> Variable {
  let values = x.tensor
  let z = Activation.leakyReLU.forward(values, parameter: slope)
  return x.derived("leakyReLU", z) {
    Activation.leakyReLU.pullBack(&$0, values, parameter: slope)
  }
}

extension Activation {
  /// ∂L/∂x from ∂L/∂y in the same memory, with the kernel of the layer of that name.
  fileprivate func pullBack(_ gradient: inout Tensor, _ kept: Tensor, parameter: Float = 0) {
    unsafe gradient.withMutableScalars {
      unsafe kernelsActivationBackward(rawValue, parameter, kept.scalars, $0, $0, kept.count)
    }
  }
}

/// x^exponent for a number; ∂L/∂x = ∂L/∂z · exponent · x^(exponent − 1).
public func pow(_ x: Variable, _ exponent: Float) -> Variable {
  let values = x.tensor
  return x.derived("pow", pow(values, exponent)) {
    // Where the exponent is 0 the power is the constant 1, also where x^−1 would be infinite.
    if exponent == 0 {
      $0 *= 0
    } else {
      $0 *= exponent * pow(values, exponent - 1)
    }
  }
}

/// x^y with broadcasting; ∂L/∂x = ∂L/∂z · y x^(y − 1), ∂L/∂y = ∂L/∂z · z log x.
public func pow(_ x: Variable, _ y: Variable) -> Variable {
  let (i, j, a, b) = (x.index, y.index, x.tensor, y.tensor)
  let z = pow(a, b)
  return .recorded("pow", z, on: Variable.tape(x, y, for: "pow")) { gradient, adjoints in
    if Adjoints.isWanted(i) {
      adjoints.add(gradient * b * pow(a, b - 1), to: i, shape: a.shape)
    }
    if Adjoints.isWanted(j) {
      // 0^y stays 0 when a positive y changes, though log 0 is infinite.
      let logarithm = log(a + (a .== 0))
      gradient *= z * logarithm
      adjoints.add(gradient, to: j, shape: b.shape)
    }
  }
}

/// x^y with broadcasting, for a constant exponent.
public func pow(_ x: Variable, _ y: Tensor) -> Variable { pow(x, Variable(y)) }

/// x^y with broadcasting, for a constant base.
public func pow(_ x: Tensor, _ y: Variable) -> Variable { pow(Variable(x), y) }
