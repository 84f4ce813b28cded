/// Where a shape mistake in an operation ends the program.
///
/// The checks themselves are one comparison each, at the top of the operation. The texts stand
/// together in `ShapeError+Creation.swift`, `ShapeError+Operands.swift` and
/// `ShapeError+Access.swift`, out of the fast path.
@usableFromInline
internal enum ShapeCheck {
  @usableFromInline
  @inline(never)
  internal static func fail(_ error: ShapeError) -> Never {
    // `fatalError` keeps its message in an optimised build; `precondition` would drop it.
    fatalError("\n" + error.description)
  }
}
