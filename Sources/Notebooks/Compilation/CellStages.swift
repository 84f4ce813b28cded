/// Cells sorted into as few modules as their meaning allows, for marking a class.
///
/// What students wrote and what the author wrote never share a module. A module of the author's is then the
/// same for all students whose exercises declare the same things, and is compiled once for the class; of a
/// submission there is little more to compile than its exercises.
///
/// Stages are numbered: the author's cells have the even ones, exercises the odd ones. A cell comes no
/// earlier than what it mentions, and later than every earlier cell that mentions what it declares. Hidden
/// checks come last, and apart; one that would mean something else there knows of the earlier stages only. Names are compared as words, members included: rather too many stages than
/// too few. What words do not tell, such as a conformance, shows as an error of the compiler; the caller then
/// cuts the cells in their order (`CellGroup.cut`).
struct CellStages {
  /// What matters of a cell for the stage that it can be in.
  private struct Words {
    /// Every word in it.
    var mentioned: Set<String> = []
    /// The words that are no members and no labels.
    var free: Set<String> = []
    /// What it declares for others: at the top level, as members of types that it extends, and these types.
    var declared: Set<String> = []
    /// What it declares at the top level.
    var names: Set<String> = []
    /// The members that it adds to types of others.
    var members: Set<String> = []
    /// Whether it changes what code without any of its names means.
    var reachesOut = false
    /// Whether something in it is for its own file only.
    var hasPrivateParts = false

    init(_ input: CellGroup.Input) {
      let references = CellReferences(input.parsed, code: input.cell.code)
      hasPrivateParts = references.hasPrivateParts
      free = references.names
      names = Set(input.parsed.declaredNames.map(CellGroup.baseName))
      let bytes = Array(input.cell.code.utf8)
      read(0..<bytes.count, of: bytes)
      for item in input.parsed.items {
        if item.kind == .import { reachesOut = true }
        if item.kind == .declaration { readDeclaration(item, of: bytes) }
      }
      declared.formUnion(names)
      declared.formUnion(members)
    }

    /// Whether a declaration of the other one, which stands later, would be meant by something in this one.
    func isChanged(by later: Words) -> Bool {
      !free.isDisjoint(with: later.names) || !mentioned.isDisjoint(with: later.members)
        || !names.isDisjoint(with: later.names) || later.reachesOut
    }

    private mutating func read(_ range: Range<Int>, of bytes: [UInt8]) {
      var scanner = SwiftScanner(bytes, in: range)
      while let token = scanner.next() {
        if token.kind == .word { mentioned.insert(Self.text(of: token, in: bytes)) }
        for interpolation in SwiftScanner.interpolations(in: token, of: bytes) {
          read(interpolation, of: bytes)
        }
      }
    }

    private static func text(of token: SwiftScanner.Token, in bytes: [UInt8]) -> String {
      String(decoding: bytes[token.range], as: UTF8.self).filter { $0 != "`" }
    }

    private static let keywords: Set<String> = [
      "func", "var", "let", "case", "struct", "class", "enum", "actor", "typealias",
    ]

    /// Reads what a declaration brings into the world beside its own name.
    private mutating func readDeclaration(_ item: CellItem, of bytes: [UInt8]) {
      // What declares no name extends something, or declares an operator.
      let isExtension = item.names.isEmpty
      var scanner = SwiftScanner(bytes, in: item.range)
      var before = ""
      var depth = 0
      while let token = scanner.next() {
        let text = Self.text(of: token, in: bytes)
        if token.kind == .close { depth -= 1 }
        if before == "func", token.kind != .word { reachesOut = true }
        if isExtension, depth == 0 {
          // A conformance or a condition; an operator or its precedence.
          if [":", "where", "operator", "precedencegroup"].contains(text) { reachesOut = true }
          if token.kind == .word { declared.insert(text) }
        } else if isExtension, depth == 1 {
          if text == "init" || text == "subscript" { reachesOut = true }
          if Self.keywords.contains(before), token.kind == .word { members.insert(text) }
        }
        if token.kind == .open { depth += 1 }
        before = text
      }
    }
  }

  private struct Placed {
    var words: Words
    var stage: Int
  }

  private var placed: [Placed] = []
  /// Hidden checks that something later would change.
  private var unseen: [Placed] = []
  /// The first stage that is open for the author's cells, and for exercises.
  private var open = [0, 1]
  private var alone: Set<String> = []
  /// The stages of cells that are alone.
  private var closed: Set<Int> = []

  /// Sorts cells into groups.
  ///
  /// - Parameters:
  ///   - inputs: the cells, in order.
  ///   - prefix: what the names of the modules begin with.
  ///   - alone: the ids of cells that share no stage with others.
  /// - Returns: the groups, in the order in which they are compiled and loaded; hidden checks are apart.
  static func cut(
    _ inputs: [CellGroup.Input], prefix: String, alone: Set<String> = []
  ) -> [CellGroup] {
    var stages = CellStages()
    stages.alone = alone
    let words = inputs.map(Words.init)
    var visible: [Int: CellGroup] = [:]
    var lastStages: [Int: Int] = [:]
    for (index, input) in inputs.enumerated() {
      if !input.cell.isHidden {
        let stage = stages.place(input, words[index])
        visible[stage, default: group(prefix, "stage", stage)].inputs.append(input)
      } else if zip(inputs, words).dropFirst(index + 1).contains(where: {
        !$0.cell.isHidden && words[index].isChanged(by: $1)
      }) {
        // It comes last all the same, and knows of nothing beyond the stage that it would have had.
        lastStages[index] = stages.placeUnseen(words[index])
      }
    }
    var apart = CellStages()
    apart.alone = alone
    var hidden: [[Int]: CellGroup] = [:]
    for (index, input) in inputs.enumerated() where input.cell.isHidden {
      let stage = apart.place(input, words[index])
      let lastStage = lastStages[index]
      let key = [stage, lastStage ?? Int.max]
      hidden[key, default: group(prefix, "hidden", stage, upTo: lastStage)].inputs.append(input)
    }
    return visible.sorted { $0.key < $1.key }.map(\.value)
      + hidden.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }

  private static func group(
    _ prefix: String, _ kind: String, _ stage: Int, upTo lastStage: Int? = nil
  ) -> CellGroup {
    let name = "\(kind) \(stage)" + (lastStage.map { " up to \($0)" } ?? "")
    var group = CellGroup(
      module: "\(prefix)_\(Digest.sha256([name]).prefix(8))", isApart: kind == "hidden")
    group.stage = stage
    group.lastStage = lastStage
    return group
  }

  private mutating func place(_ input: CellGroup.Input, _ words: Words) -> Int {
    let parity = input.cell.kind == .exercise ? 1 : 0
    var lowest = max(open[parity], stageNeeded(by: words))
    for other in placed + unseen where other.words.isChanged(by: words) {
      lowest = max(lowest, other.stage + 1)
    }
    var stage = lowest % 2 == parity ? lowest : lowest + 1
    let isAlone = alone.contains(input.cell.id)
    while closed.contains(stage) || isAlone && placed.contains(where: { $0.stage == stage }) {
      stage += 2
    }
    if isAlone { closed.insert(stage) }
    if words.hasPrivateParts { open[parity] = stage + 2 }
    placed.append(Placed(words: words, stage: stage))
    return stage
  }

  /// The stage for what later cells do not know of, and must not change the meaning of.
  private mutating func placeUnseen(_ words: Words) -> Int {
    let stage = stageNeeded(by: words)
    unseen.append(Placed(words: words, stage: stage))
    return stage
  }

  /// The last stage of which something is mentioned.
  private func stageNeeded(by words: Words) -> Int {
    placed.filter { other in
      other.words.reachesOut || !words.mentioned.isDisjoint(with: other.words.declared)
    }.map(\.stage).max() ?? 0
  }
}
