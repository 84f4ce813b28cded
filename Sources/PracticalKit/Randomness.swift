import Tensors

/// The random generator of the cell, seeded anew before every cell from the practical's seed and the
/// cell's id.
///
///     let noise = Tensor(randomNormal: [3, 4], using: &random)
nonisolated(unsafe) public var random = RandomGenerator(seed: 0)
