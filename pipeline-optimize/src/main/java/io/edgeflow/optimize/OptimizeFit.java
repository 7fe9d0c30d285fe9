package io.edgeflow.optimize;

import io.edgeflow.core.artifact.ExportOptions.Compatibility;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.optimize.OptimizeConfig.Distillation;
import io.edgeflow.optimize.OptimizeConfig.Quantization;
import io.edgeflow.optimize.distill.KnowledgeDistiller;
import io.edgeflow.train.architecture.Architecture;
import java.util.List;
import java.util.Optional;

/** Whether the keys of the section {@code model_optimization} fit each other and a model. */
final class OptimizeFit {
  private static final String NO_STUDENT =
      "a model file has no narrower student; set it to false, or name the file as"
          + " model_optimization.distillation.teacher and the student as model_training.model.type";

  private OptimizeFit() {}

  /** Keys of TFLite files of a type of which none is written. */
  static void refuseUnwritten(
      Section quantization,
      Section export,
      Quantization quantize,
      List<Format> formats,
      Problems problems) {
    boolean tflite = quantize.enabled() && formats.contains(Format.TFLITE);
    if (quantization.isWritten(Quantization.ENDS)
        && !(tflite && quantize.type() == Precision.INT8)) {
      quantization.refuse(
          problems, Quantization.ENDS, "is of TFLite files of type int8, of which none is written");
    }
    if (export.get(OptimizeConfig.COMPATIBILITY) == Compatibility.LEGACY
        && !(tflite && quantize.type().integerProducts())) {
      export.refuse(
          problems,
          OptimizeConfig.COMPATIBILITY,
          "is of TFLite files of type int8 or int8_weights, of which none is written");
    }
  }

  /** See {@link OptimizeConfig#refuseMisfits}. */
  static void refuseMisfits(
      Section section, Optional<Architecture> network, OutputKind output, Problems problems) {
    Section distillation = section.get(OptimizeConfig.DISTILLATION);
    if (distillation.get(Distillation.ENABLED)) {
      network
          .map(student -> KnowledgeDistiller.refusal(student, output))
          .orElse(Optional.of(NO_STUDENT))
          .ifPresent(why -> distillation.refuse(problems, Distillation.ENABLED, why));
    }
    ModelTest.refuseMisfits(section.get(OptimizeConfig.MODEL_TEST), output, problems);
  }
}
