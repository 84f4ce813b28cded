import Checks
import Testing
import Wire

/// What a check expects; Swift Testing has a type of the same name.
typealias Expectation = Checks.Expectation

/// What a value is after it was written to a frame and read back.
func decoded<Value: WireCodable>(
  _ type: Value.Type, _ value: Value
) throws(WireError) -> Value {
  var writer = WireWriter()
  value.encode(into: &writer)
  var reader = WireReader(writer.bytes)
  let decoded = try Value(from: &reader)
  #expect(reader.remaining == 0)
  return decoded
}
