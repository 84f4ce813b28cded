extension Tensor {
  /// a ∘ b with NumPy's broadcasting.
  internal static func elementwise(
    _ operation: BinaryOperation, _ a: Tensor, _ b: Tensor, name: StaticString
  ) -> Tensor {
    if a.shape == b.shape {
      return unsafe a.withSameShape { out in
        unsafe kernelsBinary(operation.rawValue, a.storage, 1, b.storage, 1, out, a.count)
      }
    }
    if b.count == 1 && b.rank <= a.rank {
      return unsafe a.withSameShape { out in
        unsafe kernelsBinary(operation.rawValue, a.storage, 1, b.storage, 0, out, a.count)
      }
    }
    if a.count == 1 && a.rank <= b.rank {
      return unsafe b.withSameShape { out in
        unsafe kernelsBinary(operation.rawValue, a.storage, 0, b.storage, 1, out, b.count)
      }
    }
    let plan = Broadcast(a.shape, b.shape, name: name)
    let storage = unsafe [Float](filled: plan.shape.count) { out in
      unsafe plan.apply(operation, a.storage, b.storage, out)
    }
    return Tensor(unchecked: storage, shape: plan.shape)
  }

  /// a ∘ b for a number b.
  internal static func elementwise(
    _ operation: BinaryOperation, _ a: Tensor, _ b: Float
  ) -> Tensor {
    unsafe withUnsafePointer(to: b) { b in
      unsafe a.withSameShape { out in
        unsafe kernelsBinary(operation.rawValue, a.storage, 1, b, 0, out, a.count)
      }
    }
  }

  /// a ∘ b for a number a.
  internal static func elementwise(
    _ operation: BinaryOperation, _ a: Float, _ b: Tensor
  ) -> Tensor {
    unsafe withUnsafePointer(to: a) { a in
      unsafe b.withSameShape { out in
        unsafe kernelsBinary(operation.rawValue, a, 0, b.storage, 1, out, b.count)
      }
    }
  }

  /// f(a), scalar by scalar.
  internal static func elementwise(_ operation: UnaryOperation, _ a: Tensor) -> Tensor {
    unsafe a.withSameShape { out in
      unsafe kernelsUnary(operation.rawValue, a.storage, out, a.count)
    }
  }

  /// self = self ∘ b, in the scalars that are there.
  internal mutating func update(_ operation: BinaryOperation, _ b: Tensor, name: StaticString) {
    if b.count == 1 && b.rank <= rank {
      update(operation, b.storage[0])
    } else if shape == b.shape {
      unsafe storage.withUnsafeMutableBufferPointer { out in
        if let out = out.baseAddress {
          unsafe kernelsBinary(operation.rawValue, out, 1, b.storage, 1, out, b.count)
        }
      }
    } else if rank == 0 {
      // A running total may start as a plain number.
      self = Tensor.elementwise(operation, self, b, name: name)
    } else {
      let plan = Broadcast(shape, b.shape, name: name)
      if plan.shape != shape { ShapeCheck.fail(.assignmentShape(name, shape, plan.shape)) }
      unsafe storage.withUnsafeMutableBufferPointer { out in
        if let out = out.baseAddress { unsafe plan.apply(operation, out, b.storage, out) }
      }
    }
  }

  /// self = self ∘ b for a number b, in the scalars that are there.
  internal mutating func update(_ operation: BinaryOperation, _ b: Float) {
    unsafe withUnsafePointer(to: b) { b in
      unsafe storage.withUnsafeMutableBufferPointer { out in
        if let address = out.baseAddress {
          unsafe kernelsBinary(operation.rawValue, address, 1, b, 0, address, out.count)
        }
      }
    }
  }

  private func withSameShape(_ kernel: (MutableScalars) -> Void) -> Tensor {
    unsafe Tensor(unchecked: [Float](filled: storage.count, by: kernel), shape: shape)
  }
}
