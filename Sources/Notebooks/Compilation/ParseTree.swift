/// The part of the compiler's dump of a file (`-dump-parse -dump-ast-format json`) that is used here.
struct ParseTree: Decodable {
  struct Range: Decodable {
    /// Where the first token begins.
    var start: Int
    /// Where the last token begins.
    var end: Int
  }

  struct Name: Decodable {
    struct Base: Decodable {
      var name: String?
    }
    var base: Base?
    var args: [String]?

    private enum CodingKeys: String, CodingKey {
      case base = "base_name"
      case args
    }
  }

  struct Expression: Decodable {
    var kind: String

    private enum CodingKeys: String, CodingKey { case kind = "_kind" }
  }

  struct PatternEntry: Decodable {
    var value: Expression?

    private enum CodingKeys: String, CodingKey { case value = "original_init" }
  }

  struct Item: Decodable {
    var kind: String
    var range: Range?
    var name: Name?
    var entries: [PatternEntry]?
    var accessors: [Expression]?

    private enum CodingKeys: String, CodingKey {
      case kind = "_kind"
      case range, name, accessors
      case entries = "pattern_entries"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      kind = try container.decode(String.self, forKey: .kind)
      range = try container.decodeIfPresent(Range.self, forKey: .range)
      // An extension or an import has a name of another form, which is not needed.
      name = try? container.decodeIfPresent(Name.self, forKey: .name)
      entries = try? container.decodeIfPresent([PatternEntry].self, forKey: .entries)
      accessors = try? container.decodeIfPresent([Expression].self, forKey: .accessors)
    }
  }

  var items: [Item]

  private enum CodingKeys: String, CodingKey { case items }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // A file with nothing but comments has no items, and says so by leaving them out.
    items = try container.decodeIfPresent([Item].self, forKey: .items) ?? []
  }
}
