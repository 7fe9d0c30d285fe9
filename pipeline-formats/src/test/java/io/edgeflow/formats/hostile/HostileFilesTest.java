package io.edgeflow.formats.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.formats.ModelInspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many damaged files of each format. Whatever they say, looking into one gives a model or the one
 * error with the file's name, in bounded time and memory.
 */
class HostileFilesTest {
  private static final int MUTATIONS = Integer.getInteger("edgeflow.mutations", 50_000);
  private static final long SEED = 1;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 2, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_damaged_file_gives_a_model_or_the_one_error(Format format) throws IOException {
    List<Seed> seeds = Seed.of(format);
    Attempt attempt = new Attempt();
    Map<String, String> faults = new TreeMap<>();

    for (int i = 0; i < MUTATIONS; i++) {
      SplittableRandom random = new SplittableRandom(SEED + i);
      Seed seed = seeds.get(random.nextInt(seeds.size()));
      Seed other = seeds.get(random.nextInt(seeds.size()));
      byte[] damaged =
          random.nextBoolean()
              ? Damage.of(seed.bytes(), other.bytes(), random)
              : seed.fields().apply(random);
      Path file = Files.write(folder.resolve(i + ".model"), damaged);
      String name = seed.name() + ", mutation " + (SEED + i);
      attempt
          .fault(ModelInspector::inspect, file, damaged.length)
          .ifPresent(fault -> faults.putIfAbsent(fault, name));
      Files.delete(file);
    }

    assertThat(faults).as("fault by first file").isEmpty();
    assertThat(attempt.refused()).isBetween(MUTATIONS / 4, MUTATIONS * 99 / 100);
  }
}
