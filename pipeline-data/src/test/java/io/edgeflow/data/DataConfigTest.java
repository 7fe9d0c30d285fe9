package io.edgeflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.data.augmentation.AugmentationConfig;
import io.edgeflow.data.augmentation.DataAugmentor;
import io.edgeflow.data.augmentation.Noise;
import io.edgeflow.data.augmentation.Rotation;
import io.edgeflow.data.preprocessing.PreprocessingConfig;
import io.edgeflow.data.preprocessing.SplitConfig;
import io.edgeflow.data.quality.DeclaredRange;
import io.edgeflow.data.quality.Dimension;
import io.edgeflow.data.source.FileSource;
import io.edgeflow.data.source.HttpSource;
import io.edgeflow.data.table.ClassesConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataConfigTest extends ConfigReading {
  @Test
  void the_fields_usual_sample_is_read_as_written() {
    DataConfig config =
        read(
            Map.of(
                "data_sources",
                List.of(
                    Map.of("name", "s", "type", "sensors", "endpoint", "http://sensors:8080"),
                    Map.of("name", "c", "type", "cloud", "endpoint", "https://api.cloud.com/data")),
                "quality",
                Map.of(
                    "thresholds",
                    Map.of(
                        "completeness", 0.95,
                        "consistency", 0.90,
                        "accuracy", 0.95,
                        "timeliness", 0.90,
                        "validity", 0.95)),
                "features",
                Map.of("shape", List.of(8, 8, 1)),
                "preprocessing",
                Map.of("normalize", true, "standardize", true, "handle_missing", "mean"),
                "augmentation",
                Map.of(
                    "enabled",
                    true,
                    "augmentations",
                    List.of(
                        Map.of("type", "noise", "factor", 0.1),
                        Map.of("type", "rotation", "factor", 15)))));

    assertThat(problems.all()).isEmpty();
    assertThat(config.sources())
        .containsExactly(
            new HttpSource(
                "s",
                URI.create("http://sensors:8080"),
                Optional.empty(),
                Duration.ofSeconds(30),
                64L << 20),
            new HttpSource(
                "c",
                URI.create("https://api.cloud.com/data"),
                Optional.empty(),
                Duration.ofSeconds(30),
                64L << 20));
    assertThat(config.quality().threshold(Dimension.CONSISTENCY)).isEqualTo(0.9);
    assertThat(config.augmentation().augmentations())
        .extracting(AugmentationConfig.Chosen::change)
        .containsExactly(Noise.by(0.1), Rotation.by(15));
    assertThat(config.augmentor(42)).isInstanceOf(DataAugmentor.class);
  }

  @Test
  void a_source_of_images_wants_the_shape_of_one() {
    List<?> images = List.of(Map.of("name", "cats", "type", "image_folder", "path", "cats"));

    read(Map.of("data_sources", images));
    read(Map.of("data_sources", images, "features", Map.of("shape", List.of(8, 8, 3))));

    assertThat(problems.all())
        .extracting(p -> p.key() + " " + p.message())
        .containsExactly(
            "data_pipeline.features.shape must be [height, width, channels]: the source \"cats\""
                + " gives samples of the kind image");
  }

  @Test
  void windows_that_overlap_want_a_group() {
    Map<String, ?> walks =
        Map.of("name", "walks", "type", "recordings", "path", "walks", "overlap", 0.5);
    Map<String, ?> whole = Map.of("name", "walks", "type", "recordings", "path", "walks");
    Map<String, ?> shape = Map.of("shape", List.of(64, 3));
    Map<String, ?> group = Map.of("group", "recording");

    read(Map.of("data_sources", List.of(walks), "features", shape, "split", group));
    read(Map.of("data_sources", List.of(whole), "features", shape));
    assertThat(problems.all()).isEmpty();

    read(Map.of("data_sources", List.of(walks), "features", shape));
    assertThat(problems.all())
        .extracting(p -> p.key() + " " + p.message())
        .containsExactly(
            "data_pipeline.split.group is needed: windows of the source \"walks\" overlap, and two"
                + " splits would share what was recorded; take a column of its pattern, or"
                + " recording");
  }

  @Test
  void interpolation_is_refused_where_records_have_no_time() {
    read(
        Map.of("data_sources", ONE_FILE, "preprocessing", Map.of("handle_missing", "interpolate")));

    assertThat(problems.all())
        .extracting(p -> p.key() + " " + p.message())
        .containsExactly(
            "data_pipeline.preprocessing.handle_missing interpolate is for series; give"
                + " features.shape: [time, features]");
  }

  @Test
  void preprocessing_that_does_not_fit_the_records_is_refused() {
    Map<String, Object> table =
        Map.of("crop", List.of(4, 4), "grayscale", true, "encode", Map.of("label", "one_hot"));
    Map<String, Object> image =
        Map.of("crop", List.of(9, 4), "grayscale", true, "encode", Map.of("unit", "one_hot"));

    read(Map.of("data_sources", ONE_FILE, "preprocessing", table));
    read(
        Map.of(
            "data_sources",
            ONE_FILE,
            "features",
            Map.of("shape", List.of(8, 8, 1)),
            "preprocessing",
            image));

    assertThat(problems.all())
        .extracting(p -> p.key() + " " + p.message())
        .containsExactly(
            "data_pipeline.preprocessing.encode names \"label\", which is no feature",
            "data_pipeline.preprocessing.crop is for images; give features.shape: [height, width,"
                + " channels]",
            "data_pipeline.preprocessing.grayscale is for images of three channels; give"
                + " features.shape: [h, w, 3]",
            "data_pipeline.preprocessing.encode is for tables of vectors; leave features.shape out",
            "data_pipeline.preprocessing.crop is larger than the image, features.shape: [8, 8, 1]",
            "data_pipeline.preprocessing.grayscale is for images of three channels; give"
                + " features.shape: [h, w, 3]");
  }

  @Test
  void what_is_absent_has_its_default() {
    DataConfig config = read(Map.of("data_sources", ONE_FILE));

    assertThat(problems.all()).isEmpty();
    assertThat(config.split()).isEqualTo(new SplitConfig(0.7, 0.15, 0.15));
    assertThat(config.features().target()).isEqualTo(new ClassesConfig("label", List.of()));
    assertThat(config.features().columns()).isEmpty();
    assertThat(config.preprocessing()).isEqualTo(new PreprocessingConfig(true, true, true));
    assertThat(config.augmentation().enabled()).isFalse();
    assertThat(config.augmentor(42)).isNotInstanceOf(DataAugmentor.class).isNotNull();
    assertThat(config.memoryMb()).isEqualTo(1024);
  }

  @Test
  void features_and_quality_are_read() {
    DataConfig config =
        read(
            Map.of(
                "data_sources", ONE_FILE,
                "features",
                    Map.of(
                        "label",
                        "digit",
                        "classes",
                        10,
                        "shape",
                        List.of(8, 8, 1),
                        "resize",
                        List.of(32, 32)),
                "quality",
                    Map.of(
                        "ranges", List.of(Map.of("min", 0, "max", 16)),
                        "not_applicable", Map.of("timeliness", "static data set"))));

    assertThat(problems.all()).isEmpty();
    assertThat(config.features().target())
        .isEqualTo(
            new ClassesConfig("digit", IntStream.range(0, 10).mapToObj(i -> "" + i).toList()));
    assertThat(config.features().shape()).containsExactly(8, 8, 1);
    assertThat(config.features().size()).containsExactly(32, 32);
    assertThat(config.quality().ranges()).containsExactly(new DeclaredRange(List.of(), 0, 16));
    assertThat(config.quality().notApplicable())
        .containsEntry(Dimension.TIMELINESS, "static data set");
  }

  @Test
  void sources_are_checked_together() {
    read(
        Map.of(
            "data_sources",
            List.of(
                Map.of("name", "a", "type", "files"),
                Map.of("name", "a", "type", "files", "path", "x", "token", "t"),
                Map.of("name", "c", "type", "cloud", "path", "x"),
                Map.of("name", "d", "type", "cloud", "endpoint", "ftp://host/x"),
                Map.of("name", "e", "type", "cloud", "endpoint", "http://far.org", "token", "t"),
                Map.of("name", "f", "type", "cloud", "endpoint", "https://me:pw@far.org"),
                Map.of("name", "g", "type", "mqtt", "endpoint", "x"),
                Map.of("name", "../h", "type", "files", "path", "x"),
                Map.of("name", "i", "type", "files", "path", "x", "delimiter", "::"),
                Map.of("name", "j", "type", "files", "path", "x", "encoding", "latin one"),
                Map.of("name", "k", "type", "edge_devices"))));

    assertRefused("data_sources[0].path", "required");
    assertRefused("data_sources[1].name", "another source");
    assertRefused("data_sources[1].token", "belongs to type cloud, external_api, sensors");
    assertRefused("data_sources[2].path", "files, image_folder");
    assertRefused("data_sources[2].endpoint", "required");
    assertRefused("data_sources[3].endpoint", "http");
    assertRefused("data_sources[4].endpoint", "https");
    assertRefused("data_sources[5].endpoint", "user name");
    assertRefused("data_sources[6].type", "\"mqtt\" is not available");
    assertRefused("data_sources[7].name", "names files");
    assertRefused("data_sources[8].delimiter", "one ASCII character");
    assertRefused("data_sources[9].encoding", "no encoding that Java knows");
    assertRefused("data_sources[10].type", "\"edge_devices\" is not available");
  }

  @Test
  void a_token_may_go_to_this_machine_without_tls() {
    with(
        "data_sources",
        List.of(
            Map.of(
                "name", "a", "type", "cloud", "endpoint", "http://127.0.0.1:1/x", "token", "t")));

    assertThat(problems.all()).isEmpty();
  }

  @Test
  void no_source_at_all_is_refused() {
    DataConfig.from(DataConfig.FIELDS.read(null, "data_pipeline", problems), problems);

    assertRefused("data_sources", "at least one");
  }

  @Test
  void contradictions_are_refused() {
    with("split", Map.of("train", 0.8));
    with(
        "features",
        Map.of("classes", 3, "labels", List.of("a", "b"), "shape", List.of(8, 8, 1, 1)));
    with("features", Map.of("columns", List.of("label", "b", "b"), "resize", List.of(1)));
    with("features", Map.of("columns", List.of("a", "b"), "shape", List.of(1, 1, 3)));
    with("features", Map.of("columns", List.of("a", "b"), "ignore", List.of("id")));
    with("features", Map.of("ignore", List.of("label")));
    with("quality", Map.of("timestamp", "t", "not_applicable", Map.of("timeliness", "why")));
    with("quality", Map.of("not_applicable", Map.of("timelines", "why", "validity", " ")));
    with("quality", Map.of("ranges", List.of(Map.of("min", 2, "max", 1), Map.of())));
    with("augmentation", Map.of("enabled", true));
    with("augmentation", Map.of("augmentations", List.of(Map.of("type", "scaling", "factor", 1))));
    with("engine", "spark");

    assertRefused("split.train", "add up to 1");
    assertRefused("features.classes", "either classes or labels");
    assertRefused("features.shape", "[height, width, channels]");
    assertRefused("features.columns", "\"label\", which is the target");
    assertRefused("features.columns", "twice");
    assertRefused("features.resize", "[height, width]");
    assertRefused("features.shape", "holds 3 values, columns names 2");
    assertRefused("features.ignore", "has no meaning when columns");
    assertRefused("features.ignore", "\"label\", the target");
    assertRefused("quality.timestamp", "not applicable");
    assertRefused("quality.not_applicable", "did you mean \"timeliness\"");
    assertRefused("quality.not_applicable", "reason");
    assertRefused("quality.ranges[0].min", "above max");
    assertRefused("quality.ranges[1].min", "min, max or both");
    assertRefused("augmentation.augmentations", "names none");
    assertRefused("augmentation.augmentations[0].factor", "0.9");
    assertRefused("engine", "\"spark\" is not available");
  }

  @Test
  void a_file_source_knows_its_key_and_the_configurations_folder() {
    DataConfig config =
        DataConfig.from(
            DataConfig.FIELDS.read(
                ConfigTree.of(Map.of("data_sources", ONE_FILE)), "data_pipeline", problems),
            problems,
            Optional.of(Path.of("conf")));

    assertThat(config.sources())
        .containsExactly(
            new FileSource(
                "digits",
                Path.of("digits.csv"),
                Optional.of(Path.of("conf")),
                "data_pipeline.data_sources[0].path"));
  }

  @Test
  void the_transform_of_disabled_augmentation_changes_nothing() {
    BatchTransform transform = read(Map.of("data_sources", ONE_FILE)).augmentor(1);
    java.nio.FloatBuffer batch = java.nio.FloatBuffer.wrap(new float[] {1, 2});

    transform.apply(batch, new int[] {0}, FeatureSpec.vector(2), 0);

    assertThat(batch.array()).containsExactly(1, 2);
  }
}
