package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.evaluation.Interval;
import io.edgeflow.train.evaluation.Intervals;
import io.edgeflow.train.evaluation.SliceEvaluation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SliceConfigTest {
  private static final SliceConfig LEAST =
      new SliceConfig(List.of("device"), 30, Map.of("accuracy", 0.8));

  private static SliceEvaluation slice(String value, long samples, double accuracy) {
    Interval interval =
        Double.isNaN(accuracy)
            ? new Interval(0, 1)
            : Interval.wilson(Math.round(accuracy * samples), samples);
    return new SliceEvaluation(
        "device",
        value,
        samples,
        List.of(Metric.ratio("accuracy", accuracy, samples)),
        new Intervals(Map.of("accuracy", interval)));
  }

  private static Check judged(JudgedBy by, SliceEvaluation... slices) {
    List<Check> checks = LEAST.check(List.of(slices), by);
    assertThat(checks).hasSize(1);
    return checks.get(0);
  }

  @Test
  void the_worst_slice_below_its_limit_fails_and_is_named() {
    Check check =
        judged(JudgedBy.VALUE, slice("d1", 500, 0.99), slice("d2", 40, 0.7), slice("d3", 50, 0.75));

    assertThat(check.name()).isEqualTo("worst_slice_accuracy");
    assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check.value()).isEqualTo(0.7);
    assertThat(check.samples()).isEqualTo(40);
    assertThat(check.remedy()).contains("device = d2").contains("worst_slice.accuracy");
  }

  @Test
  void where_every_slice_holds_the_limit_the_worst_is_told() {
    Check check = judged(JudgedBy.VALUE, slice("d1", 500, 0.99), slice("d2", 40, 0.85));

    assertThat(check.verdict()).isEqualTo(Verdict.PASS);
    assertThat(check.value()).isEqualTo(0.85);
  }

  @Test
  void a_slice_of_few_rows_is_inconclusive_whatever_its_value() {
    Check good = judged(JudgedBy.VALUE, slice("d1", 500, 0.99), slice("d2", 29, 1));
    Check bad = judged(JudgedBy.VALUE, slice("d1", 500, 0.99), slice("d2", 29, 0.1));

    assertThat(good.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(bad.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(good.remedy()).contains("device = d2 has 29 test rows, and 30 are judged");
  }

  @Test
  void a_slice_of_few_rows_hides_no_failing_one() {
    assertThat(judged(JudgedBy.VALUE, slice("d1", 500, 0.5), slice("d2", 2, 1)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_slice_that_a_metric_has_no_meaning_for_is_inconclusive() {
    assertThat(judged(JudgedBy.VALUE, slice("d1", 500, 0.9), slice("d2", 90, Double.NaN)).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void by_its_bound_a_slice_needs_more_rows() {
    Check check = judged(JudgedBy.BOUND, slice("d1", 500, 0.99), slice("d2", 40, 0.85));

    assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(check.remedy()).contains("device = d2").contains("more test rows");
  }

  @Test
  void the_worst_of_those_that_are_judged_is_found_by_the_direction_of_the_metric() {
    assertThat(
            LEAST.worst(
                List.of(slice("d1", 50, 0.9), slice("d2", 5, 0), slice("d3", 30, 0.8)), "accuracy"))
        .map(SliceEvaluation::value)
        .contains("d3");
    assertThat(LEAST.worst(List.of(slice("d2", 5, 0)), "accuracy")).isEmpty();
  }

  @Test
  void limits_without_slices_and_slices_by_class_of_values_are_refused() {
    assertThat(refused(OutputKind.LOGITS, Map.of("slices", List.of("class", "device")))).isEmpty();
    assertThat(refused(OutputKind.LOGITS, Map.of("worst_slice", Map.of("accuracy", 0.9))))
        .containsExactly("needs evaluation.slices");
    assertThat(refused(OutputKind.VALUES, Map.of("slices", List.of("class"))))
        .containsExactly("there are no classes; leave class out");
    assertThat(
            refused(
                OutputKind.VALUES,
                Map.of("slices", List.of("device"), "worst_slice", Map.of("accuracy", 0.9))))
        .containsExactly(
            "accuracy is not measured of slices of values; choose from [rmse, mae, r2]");
    assertThat(refused(OutputKind.LOGITS, Map.of("slices", List.of("device", "device"))))
        .containsExactly("names a column twice");
  }

  @Test
  void another_slice_or_limit_trains_no_other_model() {
    assertThat(section(Map.of("slices", List.of("device"), "min_slice_samples", 7L)).fingerprint())
        .isEqualTo(section(Map.of()).fingerprint());
  }

  private static Section section(Map<String, ?> evaluation) {
    return TrainConfig.FIELDS.read(
        ConfigValues.node(Map.of("evaluation", evaluation)), "model_training", new Problems());
  }

  private static List<String> refused(OutputKind output, Map<String, ?> evaluation) {
    Problems problems = new Problems();
    Section section = section(evaluation);
    TrainConfig.from(section, problems);
    TrainConfig.refuseMisfits(section, output, problems);
    return problems.all().stream()
        .map(Problems.Problem::message)
        .filter(message -> !message.contains("cnn") && !message.contains("loss"))
        .toList();
  }
}
