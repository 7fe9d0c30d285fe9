package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.Npy;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.table.FeatureConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ArraysProviderTest extends DataSourceProviderContract {
  private FeatureConfig features = FeatureConfig.defaults();

  @Override
  protected DataSourceProvider provider() {
    return new ArraysProvider();
  }

  @Override
  Map<String, ?> working(Path folder) throws IOException {
    return files(floats("x.npy", new int[] {2, 1}, 1, 2), floats("y.npy", new int[] {2}, 0, 7.5f));
  }

  @Override
  List<String> expected() {
    return List.of("[1.0]0", "[2.0]7.5");
  }

  @Override
  Map<String, ?> others() {
    return Map.of("features", "nowhere.npy", "labels", "nowhere.npy", "max_mb", 7, "timeout", 9);
  }

  @Override
  FeatureConfig features() {
    return features;
  }

  private static Map<String, ?> files(String x, String y) {
    return Map.of("features", x, "labels", y);
  }

  private String floats(String name, int[] dims, float... numbers) throws IOException {
    byte[] header = Npy.header(ElementType.FLOAT32, dims);
    ByteBuffer file =
        ByteBuffer.allocate(header.length + 4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(header).asFloatBuffer().put(numbers);
    Files.write(folder().resolve(name), file.array());
    return name;
  }

  private List<String> values(LandedSource landed) {
    return rows(landed, "CAST(v AS VARCHAR)");
  }

  @Test
  void rows_have_the_declared_shape() throws IOException {
    LandedSource landed =
        land(files(floats("x", new int[] {1, 2, 2}, 1, 2, 3, 4), floats("y", new int[] {1}, 0)));

    features = FeatureConfig.defaults().withShape(2, 2, 1);
    assertThat(values(landed)).containsExactly("[1.0, 2.0, 3.0, 4.0]");
    features = FeatureConfig.defaults();
    assertThat(values(landed)).containsExactly("[1.0, 2.0, 3.0, 4.0]");
    features = FeatureConfig.defaults().withShape(4, 1);
    assertThatThrownBy(() -> values(landed))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("found: [2, 2]\n  limit: [4, 1]");
  }

  @Test
  void channels_that_lie_first_are_refused_and_not_mixed_up() throws IOException {
    String x = floats("x", new int[] {1, 3, 2, 2}, new float[12]);
    LandedSource landed = land(files(x, floats("y", new int[] {1}, 0)));
    features = FeatureConfig.defaults().withShape(2, 2, 3);

    assertThatThrownBy(() -> values(landed))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("numpy.moveaxis(array, 1, -1)");
  }

  @Test
  void what_is_not_finite_is_no_number_and_a_label_that_is_none_is_missing() throws IOException {
    LandedSource landed =
        land(
            files(
                floats("x", new int[] {2, 1}, Float.POSITIVE_INFINITY, Float.NaN),
                floats("y", new int[] {2, 1}, 1, Float.NaN)));

    assertThat(rows(landed, "CAST(v AS VARCHAR) || coalesce(label, 'none')"))
        .containsExactly("[nan]1", "[nan]none");
  }

  @Test
  void fewer_labels_than_samples_are_refused() throws IOException {
    LandedSource landed =
        land(files(floats("x", new int[] {2, 1}, 1, 2), floats("y", new int[] {1}, 1)));

    assertThatThrownBy(() -> values(landed))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The labels do not match the features")
        .hasMessageContaining("found: labels [1]");
  }

  @Test
  void without_labels_a_target_that_wants_them_is_refused() throws IOException {
    LandedSource landed = land(Map.of("features", floats("x", new int[] {2, 1}, 1, 2)));

    assertThatThrownBy(() -> values(landed))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("none of [] is \"label\"");
  }

  @Test
  void arrays_in_a_zip_or_an_npz_are_read_as_those_of_a_folder() throws IOException {
    String x = floats("x.npy", new int[] {2, 1}, 1, 2);
    String y = floats("y.npy", new int[] {2}, 0, 7.5f);
    for (String archive : List.of("both.zip", "both.npz")) {
      try (ZipOutputStream zip =
          new ZipOutputStream(Files.newOutputStream(folder().resolve(archive)))) {
        for (String each : List.of(x, y)) {
          zip.putNextEntry(new ZipEntry("part/" + each));
          zip.write(Files.readAllBytes(folder().resolve(each)));
        }
      }

      LandedSource landed = land(files(archive + "!/part/x.npy", archive + "!/part/y.npy"));

      assertThat(rows(landed, "CAST(v AS VARCHAR) || label")).containsExactly("[1.0]0", "[2.0]7.5");
      assertThat(landed.raw().sha256()).isEqualTo(land(files(x, y)).raw().sha256());
      assertThat(land(files(archive + "!/part/x.npy", y)).raw().sha256())
          .isEqualTo(landed.raw().sha256());
    }
  }

  @Test
  void an_array_that_a_zip_lacks_is_one_clear_error() throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder().resolve("both.zip")))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
    }

    assertThatThrownBy(() -> land(Map.of("features", "both.zip!/z.npy")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The data file of source \"plant\" is missing")
        .hasMessageContaining("both.zip!/z.npy");
    assertThatThrownBy(() -> land(Map.of("features", "none.zip!/z.npy")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("none.zip");
  }
}
