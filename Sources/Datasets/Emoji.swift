public import Tensors

/// 3,655 emoji, pictures of 32 × 32 pixels with their names, and captions held out by combination.
///
///     let emoji = try Emoji.load()
///     emoji.train.images.shape       // [3054, 32, 32, 3]
///     emoji.train.captions[0]        // words, such as ["woman", "health", "worker", "dark", "skin", "tone"]
///
/// **What is held out.** The test part asks for combinations of words, not for words: `woman astronaut: dark skin tone` may be in
/// it when `woman`, `astronaut`, `dark`, `skin` and `tone` all stay in the training part, in other captions. Precisely:
///
/// - No two parts have a caption with the same set of words, in whatever order: `handshake: light skin tone, dark skin tone` and its mirror
///   image are in one part. So whoever answers with a caption of the training part is never right.
/// - Every word of a held-out caption is in at least two captions of the training part with different sets of words. What is
///   left over, as most flags and fruits, is trained on.
/// - No two parts share a picture. Emoji that look like another one (a snowboarder has one picture for all skin tones, and Bouvet Island
///   the flag of Norway) are all trained on, since a question about them has no one answer.
///
/// The pictures of a held-out combination do resemble those in training, as `astronaut` resembles `woman astronaut`: that is
/// the point, and why a figure means something only beside that of the nearest picture. ``HeldOut/families`` is harder.
public struct Emoji: Sendable {
  /// What a combination is, for the split.
  public enum HeldOut: Sendable, CaseIterable {
    /// The words of a caption: `woman astronaut: dark skin tone` can be asked for where the lighter ones are trained on.
    case captions
    /// The words without skin tones: when `woman astronaut` is asked for, no woman astronaut of any skin tone is trained on.
    case families
  }

  /// Emoji in random order.
  public struct Part: Sendable {
    /// The pictures over white, numbers from 0 to 1 of shape `[count, 32, 32, 3]`: red, green, blue.
    public let images: Tensor
    /// Unicode's names, such as `woman health worker: medium-dark skin tone`.
    public let names: [String]
    /// The words of the names in lower case, without `:` and other signs between them.
    public let captions: [[String]]
    /// Unicode's groups, such as `People & Body`.
    public let groups: [String]
    /// Unicode's subgroups, such as `person-role`.
    public let subgroups: [String]
    /// The emoji themselves, as text.
    public let characters: [String]

    /// The number of emoji.
    public var count: Int { names.count }
  }

  /// The emoji to train on; every word that occurs at all is in it.
  public let train: Part
  /// 200 emoji or some more, with combinations of words that are in neither other part.
  public let validation: Part
  /// 400 emoji or some more, with combinations of words that are in neither other part.
  public let test: Part

  /// Loads the pictures and their names.
  ///
  /// The same seed gives the same parts in the same order on every machine.
  ///
  /// **Source:** Google, Noto Emoji; Unicode Consortium, Unicode Emoji 15.0.
  ///
  /// - Parameters:
  ///   - heldOut: What must not be trained on to be asked for.
  ///   - seed: What the split is drawn from.
  /// - Returns: The three parts.
  /// - Throws: A ``DatasetError`` when a file is missing or damaged.
  public static func load(
    holding heldOut: HeldOut = .captions, seed: UInt64 = 389
  ) throws(DatasetError) -> Emoji {
    try load(from: .fromEnvironment, holding: heldOut, seed: seed)
  }

  static func load(
    from directory: DatasetDirectory, holding heldOut: HeldOut = .captions, seed: UInt64 = 389
  ) throws(DatasetError) -> Emoji {
    let folder = try directory.resolve("emoji")
    let table = try EmojiTable(path: folder + "/emoji.tsv")
    let sheet = try EmojiSheet(path: folder + "/emoji.png", count: table.names.count)
    let captions = table.names.map(CaptionWords.split)
    let split = EmojiSplit(
      captions: captions, pictures: sheet.numbers, heldOut: heldOut, seed: seed)
    func part(_ places: [Int]) -> Part {
      Part(
        images: sheet.images(places), names: places.map { table.names[$0] },
        captions: places.map { captions[$0] }, groups: places.map { table.groups[$0] },
        subgroups: places.map { table.subgroups[$0] },
        characters: places.map { table.characters[$0] })
    }
    return Emoji(
      train: part(split.train), validation: part(split.validation), test: part(split.test))
  }
}

extension Emoji.Part {
  /// Some emoji, chosen by their places; stops the program when one is not there.
  ///
  /// - Parameter places: The places, from 0.
  /// - Returns: The emoji in the order of the places.
  public func selecting(_ places: some Sequence<Int>) -> Emoji.Part {
    let places = Array(places)
    if let place = places.first(where: { !names.indices.contains($0) }) {
      fatalError("emoji \(place) of \(count) was asked for")
    }
    let size = EmojiSheet.scalarCount
    var scalars: [Float] = []
    scalars.reserveCapacity(places.count * size)
    for place in places { scalars += images.scalars[place * size..<(place + 1) * size] }
    return Emoji.Part(
      images: Tensor(scalars, shape: [places.count, EmojiSheet.side, EmojiSheet.side, 3]),
      names: places.map { names[$0] }, captions: places.map { captions[$0] },
      groups: places.map { groups[$0] }, subgroups: places.map { subgroups[$0] },
      characters: places.map { characters[$0] })
  }
}
