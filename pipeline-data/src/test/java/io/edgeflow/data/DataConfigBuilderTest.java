package io.edgeflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.archive.Fit;
import io.edgeflow.data.augmentation.AugmentationConfig;
import io.edgeflow.data.augmentation.AugmentationProvider;
import io.edgeflow.data.augmentation.Noise;
import io.edgeflow.data.augmentation.Rotation;
import io.edgeflow.data.preprocessing.MissingConfig;
import io.edgeflow.data.preprocessing.PreprocessingConfig;
import io.edgeflow.data.preprocessing.SplitConfig;
import io.edgeflow.data.quality.DeclaredRange;
import io.edgeflow.data.quality.Dimension;
import io.edgeflow.data.quality.QualityConfig;
import io.edgeflow.data.source.CloudProvider;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.HttpSource;
import io.edgeflow.data.source.ImageFolderProvider;
import io.edgeflow.data.table.ClassesConfig;
import io.edgeflow.data.table.FeatureConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataConfigBuilderTest extends ConfigReading {
  private static final Map<String, ?> WRITTEN =
      Map.of(
          "data_sources",
          List.of(
              Map.of("name", "c", "type", "cloud", "endpoint", "https://x.org/a", "timeout", 5)),
          "features",
          Map.of("labels", List.of("cat", "dog"), "shape", List.of(8, 8, 1)),
          "quality",
          Map.of(
              "thresholds", Map.of("validity", 0.5),
              "not_applicable", Map.of("timeliness", "static"),
              "ranges", List.of(Map.of("min", 0, "max", 16))),
          "preprocessing",
          Map.of("handle_missing", "reject"),
          "augmentation",
          Map.of(
              "enabled",
              true,
              "augmentations",
              List.of(
                  Map.of("type", "noise", "factor", 0.1),
                  Map.of("type", "rotation", "factor", 15))),
          "split",
          Map.of("group", "person"),
          "memory_mb",
          512);

  @Test
  void what_is_built_is_what_is_read() {
    DataConfig built =
        DataConfig.builder()
            .add(
                DataConfig.SOURCES,
                source ->
                    source
                        .set(DataSource.NAME, "c")
                        .set(DataSource.TYPE, new CloudProvider())
                        .set(HttpSource.ENDPOINT, "https://x.org/a")
                        .set(HttpSource.TIMEOUT, Duration.ofSeconds(5)))
            .set(ClassesConfig.LABELS, List.of("cat", "dog"))
            .set(FeatureConfig.SHAPE, List.of(8, 8, 1))
            .set(Dimension.VALIDITY.threshold(), 0.5)
            .set(QualityConfig.NOT_APPLICABLE, Map.of("timeliness", "static"))
            .add(
                QualityConfig.RANGES,
                range -> range.set(DeclaredRange.MIN, 0.0).set(DeclaredRange.MAX, 16.0))
            .set(MissingConfig.HANDLE_MISSING, MissingConfig.Kind.REJECT)
            .set(AugmentationConfig.ENABLED, true)
            .add(
                AugmentationConfig.AUGMENTATIONS,
                change -> change.set(AugmentationProvider.TYPE, new Noise()).set(Noise.FACTOR, 0.1))
            .add(
                AugmentationConfig.AUGMENTATIONS,
                change ->
                    change
                        .set(AugmentationProvider.TYPE, new Rotation())
                        .set(Rotation.FACTOR, 15.0))
            .set(SplitConfig.GROUP, "person")
            .set(DataConfig.MEMORY_MB, 512)
            .build();

    assertThat(built).isEqualTo(read(WRITTEN));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void every_section_has_a_builder_of_its_own_that_starts_from_the_defaults() {
    assertThat(FeatureConfig.builder().build()).isEqualTo(FeatureConfig.defaults());
    assertThat(QualityConfig.builder().build()).isEqualTo(QualityConfig.defaults());
    assertThat(PreprocessingConfig.builder().build()).isEqualTo(PreprocessingConfig.defaults());
    assertThat(SplitConfig.builder().build()).isEqualTo(SplitConfig.defaults());
    assertThat(AugmentationConfig.builder().build()).isEqualTo(AugmentationConfig.none());
    assertThat(SplitConfig.builder().set(SplitConfig.GROUP, "day").build())
        .isEqualTo(SplitConfig.defaults().byGroup("day"));
  }

  @Test
  void without_a_source_nothing_is_built() {
    assertThatThrownBy(() -> DataConfig.builder().build())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("at least one source is needed");
  }

  @Test
  void a_folder_of_images_can_be_named_in_code() {
    DataConfig config =
        DataConfig.builder()
            .add(
                DataConfig.SOURCES,
                source ->
                    source
                        .set(DataSource.NAME, "cats")
                        .set(DataSource.TYPE, new ImageFolderProvider())
                        .set(ImageFolderProvider.PATH, Path.of("cats"))
                        .set(ImageFolderProvider.FIT, Fit.CROP))
            .set(FeatureConfig.SHAPE, List.of(8, 8, 3))
            .build();

    assertThat(config.sources().get(0).origin()).isEqualTo("cats");
  }
}
