package io.edgeflow.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportOptions.Compatibility;
import io.edgeflow.core.artifact.ExportOptions.Ends;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.architecture.Autoencoder;
import io.edgeflow.train.architecture.Mlp;
import io.edgeflow.train.transfer.ModelFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimizeConfigTest {
  @Test
  void the_fields_usual_keys_are_read() {
    Problems problems = new Problems();

    OptimizeConfig config =
        read(
            Map.of(
                "quantization",
                Map.of("enabled", true, "type", "int8", "strategy", "post_training"),
                "pruning",
                Map.of(
                    "enabled",
                    true,
                    "type",
                    "magnitude",
                    "sparsity",
                    0.5,
                    "fine_tune",
                    true,
                    "fine_tune_epochs",
                    5L),
                "distillation",
                Map.of("enabled", false, "temperature", 5.0, "alpha", 0.5, "epochs", 10L)),
            problems);

    assertThat(problems.all()).isEmpty();
    assertThat(config.pruning()).isEqualTo(new OptimizeConfig.Pruning(true, 0.5, 5));
    assertThat(config.formats()).containsExactly(Format.ONNX, Format.TFLITE);
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT8_WEIGHTS", "FP16"})
  void files_with_fewer_bits_are_of_the_type_asked_for(Precision type) {
    Problems problems = new Problems();

    OptimizeConfig config = read(Map.of("quantization", Map.of("type", type.id())), problems);

    assertThat(problems.all()).isEmpty();
    assertThat(config.quantization().type()).isEqualTo(type);
    assertThat(config.exportOptions()).isEqualTo(ExportOptions.DEFAULTS);
  }

  @Test
  void ends_and_compatibility_of_the_int8_tflite_file_are_read() {
    Problems problems = new Problems();

    OptimizeConfig config =
        read(
            Map.of(
                "quantization", Map.of("ends", "float"),
                "export", Map.of("compatibility", "legacy")),
            problems);

    assertThat(problems.all()).isEmpty();
    assertThat(config.exportOptions())
        .isEqualTo(new ExportOptions(Ends.FLOAT, Compatibility.LEGACY));
  }

  @Test
  void ends_and_compatibility_are_refused_where_no_such_file_is_written() {
    Map<String, Object> legacy = Map.of("formats", List.of("onnx"), "compatibility", "legacy");

    assertThat(problems(Map.of("quantization", Map.of("type", "fp16", "ends", "integer"))))
        .singleElement()
        .asString()
        .contains("quantization.ends", "is of TFLite files of type int8");
    assertThat(problems(Map.of("export", legacy, "quantization", Map.of("ends", "float"))))
        .hasSize(2)
        .last()
        .asString()
        .contains("export.compatibility", "int8 or int8_weights");
    assertThat(
            problems(
                Map.of(
                    "quantization", Map.of("type", "fp16"),
                    "export", Map.of("compatibility", "legacy"))))
        .hasSize(1);
    assertThat(
            problems(
                Map.of(
                    "quantization", Map.of("type", "int8_weights"),
                    "export", Map.of("compatibility", "legacy"))))
        .isEmpty();
  }

  @Test
  void a_retention_above_one_is_refused_with_its_place() {
    assertThat(problems(Map.of("model_test", Map.of("accuracy_retention", 1.01))))
        .singleElement()
        .asString()
        .contains("test.yaml:1:1", "model_optimization.model_test.accuracy_retention", "1.01");
  }

  @Test
  void what_is_kept_is_limited_under_the_name_of_the_target() {
    OptimizeConfig classes =
        read(
            Map.of("model_test", Map.of("accuracy_retention", 0.9, "top1_agreement", 0.8)),
            new Problems());
    OptimizeConfig others =
        read(Map.of("model_test", Map.of("retention", 0.7, "agreement", 0.6)), new Problems());

    assertThat(classes.modelTest().retention()).isEqualTo(0.9);
    assertThat(classes.modelTest().agreement()).isEqualTo(0.8);
    assertThat(others.modelTest().retention()).isEqualTo(0.7);
    assertThat(others.modelTest().agreement()).isEqualTo(0.6);
    assertThat(OptimizeConfig.defaults().modelTest().retention()).isEqualTo(0.95);
    assertThat(OptimizeConfig.defaults().modelTest().agreement()).isEqualTo(0.99);
  }

  @Test
  void keys_that_do_not_fit_what_the_model_gives_are_refused() {
    Map<String, Object> ofClasses =
        Map.of(
            "distillation", Map.of("enabled", true),
            "model_test", Map.of("accuracy_retention", 0.9, "top1_agreement", 0.8));
    Map<String, Object> ofOthers = Map.of("model_test", Map.of("retention", 0.9, "agreement", 0.8));

    assertThat(misfits(OutputKind.LOGITS, ofClasses)).isEmpty();
    assertThat(misfits(OutputKind.VALUES, ofOthers)).isEmpty();
    assertThat(misfits(OutputKind.LOGITS, ofOthers))
        .containsExactly(
            "model_optimization.model_test.retention: is no limit of a model that gives logits;"
                + " set accuracy_retention",
            "model_optimization.model_test.agreement: is no limit of a model that gives logits;"
                + " set top1_agreement");
    assertThat(misfits(OutputKind.VALUES, ofClasses)).hasSize(2);
    assertThat(misfits(OutputKind.RECONSTRUCTION, ofClasses))
        .hasSize(3)
        .first()
        .asString()
        .isEqualTo(
            "model_optimization.distillation.enabled: an autoencoder is not distilled; set it to"
                + " false, or choose smaller model_training.model.hidden");
  }

  @Test
  void a_network_that_cannot_be_narrower_has_no_student() {
    Map<String, Object> distilling = Map.of("distillation", Map.of("enabled", true));

    assertThat(misfits(new Rigid(), OutputKind.LOGITS, distilling))
        .containsExactly(
            "model_optimization.distillation.enabled: the network rigid cannot be narrower; set it"
                + " to false, or choose smaller model_training.model.hidden");
    assertThat(misfits(new Rigid(), OutputKind.LOGITS, Map.of())).isEmpty();
  }

  @Test
  void a_configuration_in_code_is_the_one_of_a_file() {
    OptimizeConfig built =
        OptimizeConfig.builder()
            .set(OptimizeConfig.Quantization.ENABLED, false)
            .set(OptimizeConfig.Quantization.CALIBRATION_SAMPLES, 10)
            .set(OptimizeConfig.Pruning.ENABLED, false)
            .set(OptimizeConfig.Pruning.SPARSITY, 0.25)
            .set(OptimizeConfig.Pruning.FINE_TUNE_EPOCHS, 7)
            .set(OptimizeConfig.Distillation.ENABLED, true)
            .set(OptimizeConfig.Distillation.EPOCHS, 3)
            .set(OptimizeConfig.Distillation.WIDTH, 0.75)
            .set(OptimizeConfig.FORMATS, List.of(Format.TFLITE))
            .set(ModelTest.MAX_SIZE_MB, 2.0)
            .set(ModelTest.ALLOW_INCONCLUSIVE, List.of("size_mb_int8_tflite"))
            .build();

    Problems problems = new Problems();
    assertThat(built)
        .isEqualTo(
            read(
                Map.of(
                    "quantization", Map.of("enabled", false, "calibration_samples", 10),
                    "pruning", Map.of("enabled", false, "sparsity", 0.25, "fine_tune_epochs", 7),
                    "distillation", Map.of("enabled", true, "epochs", 3, "width", 0.75),
                    "export", Map.of("formats", List.of("tflite")),
                    "model_test",
                        Map.of(
                            "max_size_mb",
                            2.0,
                            "allow_inconclusive",
                            List.of("size_mb_int8_tflite"))),
                problems))
        .isNotEqualTo(OptimizeConfig.defaults());
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void at_least_one_format_is_written_and_each_once() {
    assertThat(problems(Map.of("export", Map.of("formats", List.of()))))
        .singleElement()
        .asString()
        .contains("model_optimization.export.formats: must name at least one format");
    assertThat(
            read(Map.of("export", Map.of("formats", List.of("onnx", "onnx"))), new Problems())
                .formats())
        .containsExactly(Format.ONNX);
  }

  @Test
  void a_check_that_may_be_inconclusive_is_named_with_its_file_and_fits_the_target() {
    Map<String, Object> named =
        Map.of(
            "model_test", Map.of("allow_inconclusive", List.of("accuracy_retention_int8_tflite")));

    assertThat(read(named, new Problems()).modelTest().allowInconclusive())
        .isEqualTo(Allowance.of("accuracy_retention_int8_tflite"));
    assertThat(OptimizeConfig.defaults().modelTest().allowInconclusive())
        .isEqualTo(Allowance.none());
    assertThat(misfits(OutputKind.LOGITS, named)).isEmpty();
    assertThat(misfits(OutputKind.VALUES, named))
        .containsExactly(
            "model_optimization.model_test.allow_inconclusive: accuracy_retention_int8_tflite is"
                + " no check of a model that gives values");
    assertThat(problems(Map.of("model_test", Map.of("allow_inconclusive", List.of("size_mb")))))
        .singleElement()
        .asString()
        .contains("size_mb", "size_mb_fp32_onnx");
  }

  @Test
  void a_model_file_may_teach_where_there_is_a_student() {
    Problems problems = new Problems();
    Map<String, Object> teacher = Map.of("onnx", "large.onnx");

    OptimizeConfig taught =
        read(Map.of("distillation", Map.of("enabled", true, "teacher", teacher)), problems);
    OptimizeConfig alone = read(Map.of("distillation", Map.of("teacher", teacher)), problems);

    assertThat(problems.all()).isEmpty();
    assertThat(taught.distillation().teacherInUse())
        .contains(
            new ModelFile(
                "onnx", Path.of("large.onnx"), "model_optimization.distillation.teacher.onnx"));
    assertThat(alone.distillation().teacherInUse()).isEmpty();
    assertThat(
            problems(
                Map.of(
                    "distillation",
                    Map.of("teacher", Map.of("onnx", "a.onnx", "tflite", "b.tflite")))))
        .singleElement()
        .asString()
        .contains("distillation.teacher.tflite", "onnx names a model file too");
  }

  @Test
  void a_model_file_has_no_narrower_student() {
    Problems found = new Problems();
    Map<String, ?> section = Map.of("distillation", Map.of("enabled", true));

    OptimizeConfig.refuseMisfits(
        OptimizeConfig.FIELDS.read(ConfigValues.node(section), "model_optimization", found),
        Optional.empty(),
        OutputKind.LOGITS,
        found);

    assertThat(found.all())
        .singleElement()
        .asString()
        .contains(
            "model_optimization.distillation.enabled: a model file has no narrower student",
            "distillation.teacher");
  }

  private static List<String> misfits(OutputKind output, Map<String, ?> section) {
    Architecture network = output == OutputKind.RECONSTRUCTION ? new Autoencoder() : new Mlp();
    return misfits(network, output, section);
  }

  private static List<String> misfits(
      Architecture network, OutputKind output, Map<String, ?> section) {
    Problems found = new Problems();
    OptimizeConfig.refuseMisfits(
        OptimizeConfig.FIELDS.read(ConfigValues.node(section), "model_optimization", found),
        Optional.of(network),
        output,
        found);
    return found.all().stream().map(problem -> problem.key() + ": " + problem.message()).toList();
  }

  @Test
  void a_format_or_method_that_is_not_there_is_refused_by_name() {
    assertThat(
            problems(
                Map.of(
                    "export", Map.of("formats", List.of("coreml")),
                    "quantization", Map.of("strategy", "qat"))))
        .hasSize(3)
        .anyMatch(problem -> problem.toString().contains("coreml"))
        .anyMatch(problem -> problem.toString().contains("qat"));
  }

  @Test
  void without_fine_tuning_there_are_no_epochs() {
    OptimizeConfig config =
        read(Map.of("pruning", Map.of("fine_tune", false, "fine_tune_epochs", 9L)), new Problems());

    assertThat(config.pruning().fineTuneEpochs()).isZero();
  }

  private static List<Problems.Problem> problems(Map<String, Object> section) {
    Problems problems = new Problems();
    read(section, problems);
    return problems.all();
  }

  private static OptimizeConfig read(Map<String, ?> section, Problems problems) {
    return OptimizeConfig.from(
        OptimizeConfig.FIELDS.read(ConfigValues.node(section), "model_optimization", problems),
        problems);
  }
}
