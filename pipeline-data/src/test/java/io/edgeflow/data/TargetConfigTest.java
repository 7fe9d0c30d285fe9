package io.edgeflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.data.augmentation.AugmentationConfig;
import io.edgeflow.data.augmentation.AugmentationProvider;
import io.edgeflow.data.augmentation.Scaling;
import io.edgeflow.data.preprocessing.SplitConfig;
import io.edgeflow.data.table.SelfConfig;
import io.edgeflow.data.table.ValuesConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Targets, shapes, splits, and the augmentations that suit them. */
class TargetConfigTest extends ConfigReading {
  @Test
  void values_and_self_are_targets_with_keys_of_their_own() {
    DataConfig values = with("features", Map.of("target", "values", "values", List.of("y", "z")));
    DataConfig self =
        with("features", Map.of("target", "self", "anomaly", "bad", "anomaly_quantile", 0.95));
    DataConfig unknown = with("features", Map.of("target", "self"));

    assertThat(problems.all()).isEmpty();
    assertThat(values.features().target()).isEqualTo(new ValuesConfig(List.of("y", "z")));
    assertThat(values.features().output()).isEqualTo(OutputKind.VALUES);
    assertThat(self.features().target()).isEqualTo(new SelfConfig(Optional.of("bad"), 0.95));
    assertThat(self.features().output()).isEqualTo(OutputKind.RECONSTRUCTION);
    assertThat(unknown.features().target()).isEqualTo(new SelfConfig(Optional.empty(), 0.99));
    assertThat(with("split", Map.of()).features().output()).isEqualTo(OutputKind.LOGITS);
  }

  @Test
  void keys_of_another_target_are_refused_by_name() {
    with("features", Map.of("values", List.of("y"), "anomaly", "bad", "anomaly_quantile", 0.9));
    assertRefused("features.values", "no meaning with target: classes");
    assertRefused("features.anomaly", "no meaning with target: classes");
    assertRefused("features.anomaly_quantile", "no meaning with target: classes");

    with(
        "features",
        Map.of("target", "values", "label", "c", "classes", 3, "labels", List.of("a", "b")));
    assertRefused("features.label", "no meaning with target: values");
    assertRefused("features.classes", "no meaning with target: values");
    assertRefused("features.labels", "no meaning with target: values");
    assertRefused("features.values", "is required with target: values");

    with("features", Map.of("target", "self", "values", List.of("y")));
    assertRefused("features.values", "no meaning with target: self");
  }

  @Test
  void several_labels_a_record_are_refused_by_name() {
    with("features", Map.of("label", List.of("cat", "dog")));
    with("features", Map.of("target", "multi_label"));

    assertRefused("features.label", "multi-label");
    assertRefused("features.target", "\"multi_label\" is not available");
  }

  @Test
  void the_shape_says_what_a_record_is_and_only_images_are_resized() {
    assertThat(with("features", Map.of()).features().kind()).isEqualTo(FeatureKind.VECTOR);
    assertThat(with("features", Map.of("shape", List.of(7))).features().kind())
        .isEqualTo(FeatureKind.VECTOR);
    assertThat(with("features", Map.of("shape", List.of(7, 3))).features().kind())
        .isEqualTo(FeatureKind.SERIES);
    assertThat(with("features", Map.of("shape", List.of(7, 3, 1))).features().kind())
        .isEqualTo(FeatureKind.IMAGE);
    assertThat(problems.all()).isEmpty();

    with("features", Map.of("shape", List.of(7, 3), "resize", List.of(4, 4)));
    assertRefused("features.resize", "is for images");
  }

  @Test
  void rows_may_be_split_by_a_group_or_as_a_column_says() {
    assertThat(with("split", Map.of("group", "person", "train", 0.6, "test", 0.25)).split())
        .isEqualTo(new SplitConfig(0.6, 0.15, 0.25).byGroup("person"));
    assertThat(with("split", Map.of("column", "part")).split())
        .isEqualTo(SplitConfig.byColumn("part"));
    assertThat(problems.all()).isEmpty();

    with("split", Map.of("column", "part", "group", "person"));
    with("split", Map.of("column", "part", "train", 0.7));
    with("split", Map.of("group", "label"));
    assertRefused("split.group", "either group or column");
    assertRefused("split.train", "no meaning when column is given");
    assertRefused("split.group", "is the column of the target too");
    read(
        Map.of(
            "data_sources", ONE_FILE,
            "features", Map.of("columns", List.of("a", "part")),
            "split", Map.of("column", "part")));
    assertRefused("split.column", "is a feature column too");
  }

  @Test
  void rotation_and_scaling_are_refused_for_what_is_no_image() {
    Object warps =
        Map.of(
            "enabled",
            true,
            "augmentations",
            List.of(
                Map.of("type", "noise", "factor", 0.1),
                Map.of("type", "rotation", "factor", 10),
                Map.of("type", "scaling", "factor", 0.1)));

    read(
        Map.of(
            "data_sources", ONE_FILE,
            "features", Map.of("shape", List.of(16, 3)),
            "augmentation", warps));

    assertRefused(
        "augmentation.augmentations[1].type",
        "rotation is for samples of kind image, and a sample is a series");
    assertRefused("augmentation.augmentations[2].type", "scaling is for samples of kind image");
    assertThat(problems.all()).hasSize(2);
  }

  @Test
  void a_pipeline_does_not_start_with_an_augmentation_that_does_not_suit_its_samples() {
    DataConfig config =
        DataConfig.ofFile(Path.of("table.csv"))
            .withAugmentation(
                AugmentationConfig.builder()
                    .set(AugmentationConfig.ENABLED, true)
                    .add(
                        AugmentationConfig.AUGMENTATIONS,
                        zoom ->
                            zoom.set(AugmentationProvider.TYPE, new Scaling())
                                .set(Scaling.FACTOR, 0.1))
                    .build());

    assertThatThrownBy(() -> new DataPipeline(config))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("scaling is for samples of kind image, and a sample is a vector");
  }
}
