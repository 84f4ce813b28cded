import CellChannel
import Testing

@Suite("Putting packets together")
struct FrameAssemblerTests {
  @Test func interleavedSendersDoNotMix() {
    var assembler = FrameAssembler()
    #expect(assembler.append([1], from: 10, isLast: false) == nil)
    #expect(assembler.append([7], from: 20, isLast: false) == nil)
    #expect(assembler.append([2], from: 10, isLast: false) == nil)
    #expect(assembler.append([99], from: 30, isLast: true) == [99])
    #expect(assembler.append([8], from: 20, isLast: true) == [7, 8])
    #expect(assembler.append([3], from: 10, isLast: true) == [1, 2, 3])
  }

  @Test func aSenderBeginsAnewAfterItsFrame() {
    var assembler = FrameAssembler()
    #expect(assembler.append([1], from: 10, isLast: false) == nil)
    #expect(assembler.append([2], from: 10, isLast: true) == [1, 2])
    #expect(assembler.append([3], from: 10, isLast: true) == [3])
  }

  @Test func manyUnfinishedFramesAreDropped() {
    var assembler = FrameAssembler()
    for sender in UInt32(1)...5000 {
      #expect(assembler.append([1, 2, 3], from: sender, isLast: false) == nil)
    }
    // A frame that is sent in order after the flood arrives; one from before it is gone.
    #expect(assembler.append([9], from: 1, isLast: true) == [9])
  }

  @Test func aFrameBeyondTheLimitIsDroppedAndNothingPilesUp() {
    var assembler = FrameAssembler()
    let part = [UInt8](repeating: 1, count: 1 << 20)
    var longest = 0
    for index in 0..<200 {
      let frame = assembler.append(part, from: 10, isLast: index == 199)
      longest = max(longest, frame?.count ?? 0)
    }
    #expect(longest <= FrameSocket.maximumFrame)
  }

  @Test func aLastPartDoesNotLiftAFrameOverTheLimit() {
    var assembler = FrameAssembler()
    let part = [UInt8](repeating: 1, count: FrameSocket.maximumFrame)
    let early = assembler.append(part, from: 10, isLast: false)?.count
    #expect(early == nil)
    let length = assembler.append([1], from: 10, isLast: true)?.count
    #expect(length == nil)
  }
}
