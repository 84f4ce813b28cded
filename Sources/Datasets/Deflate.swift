// The C functions of CDeflate, declared here by hand: importing their module would make every client
// of the kit need its module map. A test compares these declarations with the header.

@_extern(c, "deflate_decode")
internal func deflateDecode(
  _ input: UnsafePointer<UInt8>, _ inputCount: Int, _ out: UnsafeMutablePointer<UInt8>,
  _ outCount: Int
) -> Bool

@_extern(c, "deflate_checksum")
internal func deflateChecksum(
  _ start: UInt32, _ bytes: UnsafePointer<UInt8>, _ count: Int
) -> UInt32
