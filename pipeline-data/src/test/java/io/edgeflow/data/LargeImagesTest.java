package io.edgeflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.quality.DeclaredRange;
import io.edgeflow.data.quality.QualityConfig;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.ImageFolderProvider;
import io.edgeflow.data.source.Images;
import io.edgeflow.data.table.FeatureConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    return new DataPipeline(
        DataConfig.builder()
            .add(
                DataConfig.SOURCES,
                source ->
                    source
                        .set(DataSource.NAME, "images")
                        .set(DataSource.TYPE, new ImageFolderProvider())
                        .set(ImageFolderProvider.PATH, temp.resolve("images")))
            .set(FeatureConfig.SHAPE, List.of(WIDTH, WIDTH, 1))
            .add(QualityConfig.RANGES, range -> range.set(DeclaredRange.MAX, most))
            .build());
  }

  private RunContext context() {
    return RunContext.standalone(temp.resolve("space"), 42);
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
  void the_gate_over_landed_bytes_says_what_it_says_of_their_collection() throws IOException {
    bright(201);
    DataPipeline pipeline = pipeline(200);

    assertThat(pipeline.gate(pipeline.land(context()), context()))
        .isEqualTo(pipeline.gate(collect(200)));
  }
}
