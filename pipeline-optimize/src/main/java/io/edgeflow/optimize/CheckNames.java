package io.edgeflow.optimize;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.SelfTarget;
import java.util.List;
import java.util.stream.Stream;

/** The checks that the gate {@code model_test} can give. */
final class CheckNames {
  static final String RETENTION = "_retention";
  static final String MAX_LOGIT_DIFFERENCE = "max_logit_difference";
  static final String TOP1_AGREEMENT = "top1_agreement";
  static final String AGREEMENT = "agreement";
  static final String PRUNED_ZEROS = "pruned_zeros";
  static final String SIZE_MB = "size_mb";
  static final String P50_LATENCY_MS = "p50_latency_ms";

  private CheckNames() {}

  /** Of any model. */
  static List<String> all() {
    return Stream.of(OutputKind.values()).flatMap(o -> of(o).stream()).distinct().toList();
  }

  /** Of a model by what it gives. */
  static List<String> of(OutputKind output) {
    return Stream.of(Precision.values())
        .flatMap(
            precision ->
                Stream.of(Format.values())
                    .flatMap(
                        format ->
                            checks(output, precision).map(check -> of(check, precision, format))))
        .toList();
  }

  static String of(String check, Precision precision, Format format) {
    return check + "_" + precision.id() + "_" + format.id();
  }

  private static Stream<String> checks(OutputKind output, Precision precision) {
    String agreement = output == OutputKind.LOGITS ? TOP1_AGREEMENT : AGREEMENT;
    return Stream.concat(
        primaries(output).map(metric -> metric + RETENTION),
        Stream.of(
            precision == Precision.FP32 ? MAX_LOGIT_DIFFERENCE : agreement,
            PRUNED_ZEROS,
            SIZE_MB,
            P50_LATENCY_MS));
  }

  private static Stream<String> primaries(OutputKind output) {
    return switch (output) {
      case LOGITS -> Stream.of("accuracy");
      case VALUES -> Stream.of("rmse");
      case RECONSTRUCTION -> Stream.of("roc_auc", SelfTarget.ERROR);
    };
  }
}
