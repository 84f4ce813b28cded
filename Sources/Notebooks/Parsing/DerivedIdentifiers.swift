/// Makes names for the cells and questions that the file gives none.
///
/// The name is that of the nearest heading above and the place under it: the second block under
/// "Gradient descent" is `gradient-descent-2`. Named blocks count too, so that naming one block does
/// not rename the others.
struct DerivedIdentifiers {
  private var taken: Set<String>
  private var counts: [String: Int] = [:]

  /// Starts with the names that the file gives.
  init(taken: Set<String>) { self.taken = taken }

  /// Counts a block that has a name.
  mutating func skip(under heading: String) { counts[base(of: heading), default: 0] += 1 }

  /// The name for the next block under a heading.
  mutating func next(under heading: String) -> String {
    let base = base(of: heading)
    // The count only grows, so all the steps over taken names together are no more than the names.
    var count = counts[base, default: 0] + 1
    while taken.contains("\(base)-\(count)") { count += 1 }
    counts[base] = count
    let name = "\(base)-\(count)"
    taken.insert(name)
    return name
  }

  private func base(of heading: String) -> String {
    let slug = Identifier.slug(of: heading)
    return slug.isEmpty ? "cell" : slug
  }
}
