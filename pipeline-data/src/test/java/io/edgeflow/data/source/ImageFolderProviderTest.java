package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.table.FeatureConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ImageFolderProviderTest extends DataSourceProviderContract {
  private FeatureConfig features = FeatureConfig.defaults().withShape(1, 1, 1);

  @Override
  protected DataSourceProvider provider() {
    return new ImageFolderProvider();
  }

  @Override
  Map<String, ?> working(Path folder) throws IOException {
    Images.gray(folder.resolve("pictures/x/1.png"), 1, 1);
    Images.gray(folder.resolve("pictures/y/2.png"), 1, 2);
    return Map.of("path", "pictures");
  }

  @Override
  Map<String, ?> others() {
    return Map.of(
        "path",
        "nowhere",
        "include",
        List.of("*.none"),
        "pattern",
        "(?<label>.*)",
        "fit",
        "crop",
        "max_megapixels",
        7,
        "max_mb",
        7,
        "timeout",
        9);
  }

  @Override
  FeatureConfig features() {
    return features;
  }

  private Path file(String name) {
    return folder().resolve("pictures").resolve(name);
  }

  private static Map<String, Object> keys(String key, Object value) {
    return at("pictures", key, value);
  }

  private List<String> faults(LandedSource landed) {
    return rows(landed, "coalesce(raw || ' ' || fault, 'good')");
  }

  @Test
  void large_images_are_told_apart_by_the_hash_that_duckdb_gives_their_pixels() throws IOException {
    features = FeatureConfig.defaults().withShape(17, 16, 3);
    Images.colour(file("a/1.png"), 16, 17, 0x00FF7F);
    Images.colour(file("a/2.png"), 16, 17, 0x80C0FE);
    Images.gray(file("b/3.png"), 1, 7);
    for (int i = 4; i < 12; i++) {
      Images.colour(file("b/" + i + ".png"), 16, 17, 0x123456 * i);
    }

    LandedSource landed = land(keys("max_mb", 1));

    assertThat(rows(landed, "CAST(twin = hash(CAST(v AS FLOAT[])) AS VARCHAR)"))
        .hasSize(11)
        .containsOnly("true");
    assertThat(rows(landed, "coalesce(raw, '-') || ' ' || coalesce(CAST(v[1] AS VARCHAR), '-')"))
        .startsWith("a/1.png 0.0", "a/2.png 128.0", "b/10.png 182.0", "b/11.png 200.0");
  }

  @Test
  void images_that_are_decoded_apart_come_in_the_order_of_their_paths() throws IOException {
    features = FeatureConfig.defaults().withShape(200, 200, 1);
    for (int i = 0; i < 9; i++) {
      Images.gray(file("a/" + i + ".png"), 200, new int[200 * 200]);
    }
    Files.writeString(file("a/4.png"), "none");
    Images.gray(file("a/7.png"), 1, 7);

    assertThat(faults(land(keys("max_mb", 1))))
        .containsExactly(
            "good",
            "good",
            "good",
            "good",
            "a/4.png the image is neither PNG nor JPEG, found: a file that starts with"
                + " 6e 6f 6e 65, none",
            "good",
            "good",
            "a/7.png the image has 1 × 1 pixels, not 200 × 200",
            "good");
  }

  @Test
  void of_large_images_numbers_and_squares_are_summed_up_by_channel() throws IOException {
    features = FeatureConfig.defaults().withShape(17, 16, 3);
    Images.colour(file("a/1.png"), 16, 17, 0x00FF07);
    Images.colour(file("a/2.png"), 16, 17, 0x020003);

    String sums = "(SELECT string_agg(CAST(sums AS VARCHAR), ' ' ORDER BY channel) FROM sums)";
    assertThat(rows(land(keys("max_mb", 1)), sums))
        .contains(
            "{'channel': 0, 'n': 544, 'total': 544, 'squares': 1088, 'least': 0, 'most': 2}"
                + " {'channel': 1, 'n': 544, 'total': 69360, 'squares': 17686800, 'least': 0,"
                + " 'most': 255}"
                + " {'channel': 2, 'n': 544, 'total': 2720, 'squares': 15776, 'least': 3,"
                + " 'most': 7}");
  }

  @Test
  void an_image_that_cannot_be_used_is_a_record_with_the_reason() throws IOException {
    Path good = Images.gray(file("a/1.png"), 1, 7);
    byte[] bytes = Files.readAllBytes(good);
    Files.write(file("a/2.png"), Arrays.copyOf(bytes, bytes.length - 5));
    Files.writeString(file("a/3.jpg"), "GIF89a");
    Files.writeString(file("a/4.jpeg"), "");
    Images.gray(file("a/5.png"), 2, 7, 7);
    Images.gray(file("6.png"), 1, 7);

    assertThat(faults(land(keys("max_mb", 1))))
        .containsExactly(
            "6.png the path does not fit the pattern",
            "good",
            "a/2.png the image is cut off, found: "
                + (bytes.length - 5)
                + " bytes, without the end of a PNG file",
            "a/3.jpg the image is neither PNG nor JPEG, found: a file that starts with"
                + " 47 49 46 38 39 61, GIF89a",
            "a/4.jpeg the image is neither PNG nor JPEG, found: an empty file",
            "a/5.png the image has 1 × 2 pixels, not 1 × 1");
  }

  @Test
  void an_image_with_too_many_pixels_is_a_record_with_the_reason() throws IOException {
    Images.gray(file("a/1.png"), 1001, new int[1001 * 1000]);
    features = FeatureConfig.defaults().withShape(1, 1, 1);

    assertThat(faults(land(keys("max_megapixels", 1))))
        .containsExactly(
            "a/1.png the image is too large, found: 1001 × 1000 pixels, limit: 1000000 pixels");
  }

  @Test
  void images_become_gray_or_coloured_as_the_shape_says() throws IOException {
    Images.colour(file("a/1.png"), 1, 1, 0xFF0000);
    Images.gray(file("a/2.png"), 1, 9);

    LandedSource landed = land(keys("max_mb", 1));

    assertThat(rows(landed, "CAST(v AS VARCHAR)")).containsExactly("[76.0]", "[9.0]");
    features = FeatureConfig.defaults().withShape(1, 1, 3);
    assertThat(rows(landed, "CAST(v AS VARCHAR)"))
        .containsExactly("[255.0, 0.0, 0.0]", "[9.0, 9.0, 9.0]");
  }

  @Test
  void other_sizes_are_stretched_or_cropped_where_that_is_asked_for() throws IOException {
    Images.gray(file("a/1.png"), 4, 0, 100, 100, 200);
    features = FeatureConfig.defaults().withShape(1, 2, 1);

    assertThat(rows(land(keys("fit", "stretch")), "CAST(v AS VARCHAR)"))
        .containsExactly("[57.0, 143.0]");
    assertThat(rows(land(keys("fit", "crop")), "CAST(v AS VARCHAR)"))
        .containsExactly("[100.0, 100.0]");
  }

  @Test
  void a_wide_image_is_read_pixel_by_pixel() throws IOException {
    int[] pixels = new int[30 * 20];
    Arrays.setAll(pixels, i -> i % 251);
    Images.gray(file("a/1.png"), 30, pixels);
    features = FeatureConfig.defaults().withShape(20, 30, 1);

    assertThat(rows(land(keys("max_mb", 1)), "CAST(CAST(v AS INTEGER[]) AS VARCHAR)"))
        .containsExactly(Arrays.toString(pixels));
  }

  /** 66 × 65536 values are more than a batch takes. */
  @Test
  void no_sample_is_lost_between_batches() throws IOException {
    Path first = Images.colour(file("a/000.png"), 256, 256, 0x010101);
    for (int i = 1; i < 66; i++) {
      Files.copy(first, file("a/%03d.png".formatted(i)));
    }
    features = FeatureConfig.defaults().withShape(256, 256, 1);

    assertThat(rows(land(keys("max_mb", 1)), "record || ' ' || list_sum(v)"))
        .hasSize(66)
        .startsWith("1 65536.0")
        .endsWith("66 65536.0");
  }

  @Test
  void the_groups_of_the_pattern_are_columns() throws IOException {
    Images.gray(file("anna/cat_07.png"), 1, 1);
    Images.gray(file("bert/dog_08.png"), 1, 2);

    LandedSource landed = land(keys("pattern", "(?<person>[^/]+)/(?<label>[a-z]+)_.*"));

    assertThat(rows(landed, "label")).containsExactly("cat", "dog");
  }

  @Test
  void hidden_files_and_those_that_no_glob_fits_are_left_out() throws IOException {
    Images.gray(file("a/1.png"), 1, 1);
    Images.gray(file("a/.2.png"), 1, 1);
    Images.gray(file(".b/3.png"), 1, 1);
    Images.gray(file("a/4.bmp"), 1, 1);

    assertThat(rows(land(keys("max_mb", 1)), "raw")).containsExactly("a/1.png");
    assertThat(rows(land(keys("include", List.of("a/*.bmp"))), "raw")).containsExactly("a/4.bmp");
  }

  @Test
  void names_and_bytes_alone_are_the_data_version() throws IOException {
    LandedSource landed = land(working(folder()));

    Files.setLastModifiedTime(file("x/1.png"), FileTime.fromMillis(0));
    assertThat(land(working(folder()))).isEqualTo(landed);

    FileTime time = Files.getLastModifiedTime(file("x/1.png"));
    Images.gray(file("x/1.png"), 1, 3);
    Files.setLastModifiedTime(file("x/1.png"), time);
    assertThat(land(Map.of("path", "pictures"))).isNotEqualTo(landed);
  }

  @Test
  void how_images_are_read_is_part_of_the_data_version() throws IOException {
    LandedSource landed = land(working(folder()));

    assertThat(land(keys("fit", "crop"))).isNotEqualTo(landed);
  }

  @Test
  void a_folder_without_images_is_refused() throws IOException {
    Files.createDirectories(file("a"));

    assertThatThrownBy(() -> land(keys("max_mb", 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The source \"plant\" holds no file that is included");
  }

  @Test
  void a_file_in_the_place_of_the_folder_is_refused() throws IOException {
    Files.writeString(folder().resolve("pictures"), "zip");

    assertThatThrownBy(() -> land(keys("max_mb", 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The folder of source \"plant\" is a file");
  }

  @Test
  void more_bytes_than_the_limit_are_refused() throws IOException {
    Files.createDirectories(file("a"));
    Files.writeString(file("a/1.png"), "x".repeat(1 << 20));
    Files.writeString(file("a/2.png"), "x");

    assertThatThrownBy(() -> land(keys("max_mb", 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("is too large")
        .hasMessageContaining("limit: 1048576 bytes")
        .hasMessageContaining("max_mb");
  }

  @Test
  void a_link_that_leads_nowhere_is_an_error_and_not_a_gap() throws IOException {
    Images.gray(file("a/1.png"), 1, 1);
    Files.createSymbolicLink(file("a/2.png"), folder().resolve("gone.png"));

    assertThatThrownBy(() -> land(keys("max_mb", 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("a/2.png");
  }

  @Test
  void a_malformed_glob_or_pattern_is_a_problem() {
    assertThat(source(keys("include", List.of("{a")))).isEmpty();
    assertThat(source(keys("pattern", "(a"))).isEmpty();
    assertThat(problems().all())
        .extracting(p -> p.key())
        .containsExactly("data_sources[0].include", "data_sources[0].pattern");
  }

  @Test
  void a_shape_that_is_no_image_is_refused() throws IOException {
    LandedSource landed = land(working(folder()));

    for (FeatureConfig wrong :
        List.of(
            FeatureConfig.defaults(),
            FeatureConfig.defaults().withShape(1, 1),
            FeatureConfig.defaults().withShape(1, 1, 2))) {
      features = wrong;
      assertThatThrownBy(() -> rows(landed, "raw"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("limit: [height, width, channels] with 1 or 3 channels");
    }
  }

  @Test
  void a_label_that_the_pattern_does_not_name_is_refused() throws IOException {
    Images.gray(file("a/1.png"), 1, 1);
    LandedSource landed = land(keys("pattern", "(?<kind>[^/]+)/.*"));

    assertThatThrownBy(() -> rows(landed, "raw"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("none of [kind] is \"label\"");
  }

  @Test
  void each_file_asks_whether_there_is_time_left() throws IOException {
    DataSource source = source(working(folder())).orElseThrow();
    RunContext late =
        RunContext.standalone(folder().resolve("late"), 1)
            .within(
                () -> {
                  throw new IllegalStateException("over");
                });

    assertThatThrownBy(() -> source.fetch(folder().resolve("landed"), late)).hasMessage("over");
  }

  @Test
  void images_are_read_out_of_a_zip_archive() throws IOException {
    byte[] image = Files.readAllBytes(Images.gray(file("a/1.png"), 1, 7));
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder().resolve("p.zip")))) {
      zip.putNextEntry(new ZipEntry("top/x/1.png"));
      zip.write(image);
      zip.putNextEntry(new ZipEntry("top/y/2.png"));
      zip.write(image);
    }

    assertThat(rows(land(at("p.zip!/top")), "raw || ' ' || label"))
        .containsExactly("x/1.png x", "y/2.png y");
    assertThat(faults(land(at("p.zip!")))).containsExactly("good", "good");
    assertThatThrownBy(() -> land(at("p.zip")))
        .hasMessageContaining("is a file")
        .hasMessageContaining("data.zip!/folder");
  }
}
