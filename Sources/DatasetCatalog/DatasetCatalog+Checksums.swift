extension DatasetCatalog {
  /// The listed SHA-256 checksums of the files of one data set, as hexadecimal digits, by file name.
  ///
  /// Throws a ``CatalogError`` when `SHA256SUMS` is missing or malformed.
  public func checksums(of name: String) throws -> [(file: String, checksum: String)] {
    try ChecksumList.load(from: directory).files.filter { $0.path.hasPrefix(name + "/") }.map {
      (String($0.path.dropFirst(name.count + 1)), $0.checksum)
    }
  }
}
