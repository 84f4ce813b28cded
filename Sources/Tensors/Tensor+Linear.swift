extension Tensor {
  /// y = x W + b in one pass, or y = max(0, x W + b): the sums of the product start from b.
  ///
  /// **Shapes:** x `[…, samples, inputs]`, W `[inputs, outputs]`, b `[outputs]`, y
  /// `[…, samples, outputs]`.
  ///
  /// **Errors:** ends the program when the shapes do not fit.
  package static func linear(
    _ input: Tensor, weight: Tensor, bias: Tensor, rectified: Bool = false
  ) -> Tensor {
    let plan = ProductPlan(input.shape, weight.shape, transposeLeft: false, transposeRight: false)
    if weight.rank != 2 { ShapeCheck.fail(.weightRank(weight.shape)) }
    if bias.count != plan.columns { ShapeCheck.fail(.broadcast("+", plan.shape, bias.shape)) }
    return unsafe Tensor(filling: plan.shape) { out in
      unsafe kernelsLinear(
        rectified, plan.rows, plan.columns, plan.inner, input.storage, weight.storage,
        bias.storage, out)
    }
  }
}
