package io.edgeflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.dataset.Npy;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.preprocessing.RawSplit;
import io.edgeflow.data.preprocessing.RawSplits;
import io.edgeflow.data.profile.ColumnProfile;
import io.edgeflow.data.profile.DataProfile;
import io.edgeflow.data.quality.DeclaredRange;
import io.edgeflow.data.quality.QualityConfig;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.ImageFolderProvider;
import io.edgeflow.data.source.Images;
import io.edgeflow.data.table.FeatureConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of more values than a table has columns for, which are bytes. */
class LargeImagesTest {
  private static final int WIDTH = 20;
  private static final int PIXELS = 400;

  @TempDir private Path temp;

  @BeforeEach
  void images() throws IOException {
    for (int i = 0; i < 20; i++) {
      int[] pixels = new int[PIXELS];
      Arrays.setAll(pixels, at -> at % 100);
      pixels[0] = i;
      Images.gray(temp.resolve("images/" + i % 2 + "/" + i + ".png"), WIDTH, pixels);
    }
  }

  private void bright(int value) throws IOException {
    int[] pixels = new int[PIXELS];
    pixels[5] = value;
    Images.gray(temp.resolve("images/1/bright.png"), WIDTH, pixels);
  }

  private DataCollection collect(double most) {
    return pipeline(most).collect(context());
  }

  private DataPipeline pipeline(double most) {
    return new DataPipeline(config(most));
  }

  private DataConfig config(double most) {
    return DataConfig.builder()
        .add(
            DataConfig.SOURCES,
            source ->
                source
                    .set(DataSource.NAME, "images")
                    .set(DataSource.TYPE, new ImageFolderProvider())
                    .set(ImageFolderProvider.PATH, temp.resolve("images")))
        .set(FeatureConfig.SHAPE, List.of(WIDTH, WIDTH, 1))
        .add(QualityConfig.RANGES, range -> range.set(DeclaredRange.MAX, most))
        .build();
  }

  private RunContext context() {
    return RunContext.standalone(temp.resolve("space"), 42);
  }

  private RunContext context(int threads) {
    return RunContext.standalone(temp.resolve("space" + threads), 42).withThreads(threads);
  }

  @Test
  void a_pixel_beyond_its_range_puts_the_image_in_quarantine() throws IOException {
    bright(201);

    DataCollection found = collect(200);

    assertThat(found.quarantined()).isEqualTo(1);
    assertThat(Files.readString(context().artifacts().open(found.quarantine())))
        .contains("1/bright.png", "y0x5c0 = 201.0 is above 200.0");
    assertThat(found.quality().validity().value()).isEqualTo(1 - 1 / (21.0 * (PIXELS + 1)));
    assertThat(found.quality().accuracy().value()).isEqualTo(20 / 21.0);
  }

  @Test
  void images_within_their_range_are_valid_and_stored_as_bytes() throws IOException {
    bright(200);

    DataCollection found = collect(200);

    assertThat(found.quarantined()).isZero();
    assertThat(found.quality().accuracy().value()).isEqualTo(1);
    assertThat(found.splits().schema().raw().type()).isEqualTo(ElementType.UINT8);
  }

  @Test
  void pixels_stand_in_the_splits_as_they_were_decoded() throws IOException {
    Files.writeString(temp.resolve("images/0/11.png"), "half an image");

    DataCollection found = collect(200);

    assertThat(found.quarantined()).isEqualTo(1);
    TreeSet<Integer> seen = new TreeSet<>();
    for (RawSplit split : found.splits().all()) {
      Npy pixels = Npy.map(context().artifacts().open(split.raw().get(0)));
      Npy labels = Npy.map(context().artifacts().open(split.truths().get(0)));
      for (int row = 0; row < pixels.rows(); row++) {
        byte[] image = new byte[PIXELS];
        pixels.data().get(row * PIXELS, image);
        seen.add((int) image[0]);
        assertThat(labels.data().getInt(row * Integer.BYTES)).isEqualTo(image[0] % 2);
        for (int at = 1; at < PIXELS; at++) {
          assertThat(image[at]).isEqualTo((byte) (at % 100));
        }
      }
    }
    assertThat(seen).hasSize(20).contains(0, 19);
  }

  @Test
  void images_are_told_apart_by_what_their_paths_say() throws IOException {
    DataPipeline pipeline = new DataPipeline(config(200).withSlices(List.of("label")));

    DataCollection found = pipeline.collect(context());

    RawSplits splits = found.splits();
    Npy pixels = Npy.map(context().artifacts().open(splits.test().raw().get(0)));
    Map<String, int[]> rows =
        Objects.requireNonNull(splits.slices()).testRows("label", context().artifacts());
    assertThat(rows).containsOnlyKeys("0", "1");
    rows.forEach(
        (label, places) -> {
          for (int place : places) {
            assertThat(pixels.data().get(place * PIXELS) % 2).isEqualTo(Integer.parseInt(label));
          }
        });
  }

  @Test
  void pixels_are_profiled_as_the_same_numbers_of_a_table_are() throws IOException {
    StringBuilder table = new StringBuilder();
    for (int at = 0; at < PIXELS; at++) {
      table.append('p').append(at).append(',');
    }
    table.append("label\n");
    for (int i = 0; i < 20; i++) {
      for (int at = 0; at < PIXELS; at++) {
        table.append(at == 0 ? i : at % 100).append(',');
      }
      table.append(i % 2).append('\n');
    }
    Path csv = Files.writeString(temp.resolve("pixels.csv"), table);
    DataPipeline numbers =
        new DataPipeline(
            DataConfig.ofFile(csv)
                .withFeatures(FeatureConfig.defaults().withShape(WIDTH, WIDTH, 1)));

    assertThat(pixels(collect(200)))
        .usingRecursiveComparison()
        .withComparatorForType(
            (a, b) -> Math.abs(a - b) < 1e-12 * Math.abs(b) ? 0 : Double.compare(a, b),
            Double.class)
        .isEqualTo(pixels(numbers.collect(context())));
  }

  private ColumnProfile pixels(DataCollection found) throws IOException {
    Path file = context().artifacts().open(Objects.requireNonNull(found.profile()));
    return DataProfile.FORM.read(Files.readAllBytes(file), file).column("features").orElseThrow();
  }

  @Test
  void the_gate_over_landed_bytes_says_what_it_says_of_their_collection() throws IOException {
    bright(201);
    DataPipeline pipeline = pipeline(200);

    assertThat(pipeline.gate(pipeline.land(context()), context()))
        .isEqualTo(pipeline.gate(collect(200)));
  }

  @Test
  void images_give_the_same_bytes_whatever_the_number_of_threads() throws IOException {
    Files.writeString(temp.resolve("images/0/11.png"), "half an image");
    Files.writeString(temp.resolve("images/1/2.png"), "another half");
    DataPipeline pipeline = pipeline(200);
    List<String> found = new ArrayList<>();
    for (int threads : new int[] {1, 2, 4}) {
      RunContext context = context(threads);
      DataResult result = pipeline.run(pipeline.collect(context), context);
      found.add(Json.text(result));
      assertThat(Files.readAllLines(context.artifacts().open(result.collection().quarantine())))
          .hasSize(2)
          .satisfiesExactly(
              first -> assertThat(first).contains("0/11.png", "is neither PNG nor JPEG"),
              second -> assertThat(second).contains("1/2.png", "is neither PNG nor JPEG"));
    }

    assertThat(found).containsOnly(found.get(0));
  }
}
