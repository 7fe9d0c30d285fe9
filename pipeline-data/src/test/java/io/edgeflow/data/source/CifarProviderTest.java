package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.table.ClassesConfig;
import io.edgeflow.data.table.FeatureConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CifarProviderTest extends DataSourceProviderContract {
  private static final int RECORD = 3073;

  private FeatureConfig features = FeatureConfig.defaults().withShape(32, 32, 3);

  @Override
  protected DataSourceProvider provider() {
    return new CifarProvider();
  }

  @Override
  Map<String, ?> working(Path folder) throws IOException {
    byte[] records = new byte[2 * RECORD];
    Arrays.fill(records, 1, RECORD, (byte) 1);
    records[RECORD] = 9;
    Arrays.fill(records, RECORD + 1, 2 * RECORD, (byte) 2);
    return file(records);
  }

  private Map<String, ?> file(byte[] records) throws IOException {
    Files.createDirectories(folder().resolve("cifar"));
    Files.write(folder().resolve("cifar/batch.bin"), records);
    return Map.of("path", "cifar");
  }

  @Override
  List<String> expected() {
    return List.of(
        Collections.nCopies(RECORD - 1, 1.0) + "0", Collections.nCopies(RECORD - 1, 2.0) + "9");
  }

  @Override
  Map<String, ?> others() {
    return Map.of(
        "path",
        "nowhere",
        "include",
        List.of("*.dat"),
        "variant",
        "cifar100",
        "max_mb",
        7,
        "timeout",
        9);
  }

  @Override
  FeatureConfig features() {
    return features;
  }

  @Test
  void planes_of_colours_become_pixels() throws IOException {
    byte[] records = new byte[RECORD + 1];
    records[0] = 3;
    records[1] = (byte) 99;
    records[2 + 5] = (byte) 250;
    records[2 + 1024 + 5] = 20;
    records[2 + 2048 + 5] = 30;
    features =
        features.withTarget(
            FeatureConfig.builder().set(ClassesConfig.LABEL, "fine_label").build().target());

    LandedSource landed = land(Map.of("path", file(records).get("path"), "variant", "cifar100"));

    assertThat(rows(landed, "label || CAST(v[16:18] AS VARCHAR) || list_sum(v)"))
        .containsExactly("99[250.0, 20.0, 30.0]300.0");
  }

  @Test
  void a_file_that_is_cut_off_is_refused() throws IOException {
    LandedSource landed = land(file(new byte[2 * RECORD - 1]));

    assertThatThrownBy(() -> rows(landed, "raw"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("holds no whole number of CIFAR's records")
        .hasMessageContaining("where: batch.bin");
  }

  @Test
  void another_shape_is_refused() throws IOException {
    LandedSource landed = land(working(folder()));
    features = FeatureConfig.defaults().withShape(3, 32, 32);

    assertThatThrownBy(() -> rows(landed, "raw"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("limit: [32, 32, 3]");
  }
}
