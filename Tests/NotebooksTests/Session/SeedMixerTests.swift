import Testing

@testable import Notebooks

@Suite("Seeds of cells")
struct SeedMixerTests {
  @Test func everyCellAndEverySeedHasItsOwn() {
    var seen: Set<UInt64> = []
    for seed in UInt64(0)..<100 {
      for name in ["", "a", "b", "ab", "ba", "relu", "check-relu"] {
        seen.insert(SeedMixer.mix(seed, name))
      }
    }
    #expect(seen.count == 700)
  }

  @Test func seedsDoNotChangeBetweenVersions() {
    // Results that people have noted depend on these.
    #expect(SeedMixer.mix(389, "relu") == 3_322_140_404_389_486_551)
    #expect(SeedMixer.mix(0, "") == 14_087_677_454_934_409_008)
  }
}
