package io.edgeflow.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeenHashesTest {
  @Test
  void what_was_added_is_always_found() {
    SeenHashes seen = new SeenHashes(1000);
    long[] hashes = new SplittableRandom(1).longs(1000).toArray();

    assertThat(LongStream.of(hashes).anyMatch(seen::add)).isFalse();

    assertThat(LongStream.of(hashes).allMatch(seen::add)).isTrue();
  }

  @Test
  void hardly_anything_else_is_found() {
    SeenHashes seen = new SeenHashes(1_000_000);

    assertThat(LongStream.range(0, 1_000_000).filter(seen::add).count()).isLessThan(3);
  }

  @Test
  void more_than_there_is_room_for_are_all_found() {
    SeenHashes seen = new SeenHashes(10);

    long found = LongStream.range(0, 1000).filter(seen::add).count();

    assertThat(found).isBetween(970L, 990L);
  }
}
