import Testing

/// Tests with hosts of cells below this very process, one after the other.
///
/// A host that ends takes with it whatever has lost its parent below the runner, and a runner is a process of its
/// own for everybody but these tests.
@Suite("Sessions", .serialized)
enum SessionTests {}
