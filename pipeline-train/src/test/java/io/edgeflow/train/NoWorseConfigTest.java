package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.architecture.Mlp;
import io.edgeflow.train.evaluation.McNemar;
import io.edgeflow.train.evaluation.PairedComparison;
import io.edgeflow.train.testing.Recorded;
import io.edgeflow.train.testing.TestData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model beside the last accepted one. */
class NoWorseConfigTest {
  private static final NoWorseConfig LIMIT = new NoWorseConfig(0.02, 0.95);

  @TempDir private Path folder;
  private RunContext context;

  @BeforeEach
  void open() {
    context = new Recorded().context(folder, 42, 1);
  }

  private static Check judged(int rows, int lost, int gained) {
    McNemar discordant = new McNemar(rows, lost, gained);
    double gain = (double) (gained - lost) / rows;
    return check(
        rows,
        new PairedComparison(
            "run-1",
            "ab",
            "accuracy",
            0.9,
            gain,
            0.95,
            discordant.gain(0.05),
            false,
            discordant,
            null));
  }

  private static Check check(int rows, @Nullable PairedComparison comparison) {
    return LIMIT.check(comparison, Metric.ratio("accuracy", 0.9, rows));
  }

  @Test
  void a_gain_whose_lower_bound_is_within_the_margin_passes() {
    Check check = judged(2000, 10, 20);

    assertThat(check.name()).isEqualTo("gain_over_accepted");
    assertThat(check.verdict()).isEqualTo(Verdict.PASS);
    assertThat(check.limit()).isEqualTo(-0.02);
    assertThat(check.samples()).isEqualTo(2000);
  }

  @Test
  void a_loss_beyond_the_margin_fails_and_names_the_run() {
    Check check = judged(2000, 100, 20);

    assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check.remedy()).contains("run-1").contains("no_worse.margin");
  }

  @Test
  void the_one_metric_that_is_compared_is_named() {
    assertThat(judged(2000, 100, 20).remedy()).startsWith("accuracy is compared, no other metric");
    assertThat(judged(100, 0, 0).remedy()).contains("tell the accuracy of the models apart");
    assertThat(NoWorseConfig.METRIC.doc())
        .contains(
            TestData.TARGET.primary().name(),
            ValueTarget.unscaled(List.of("v")).primary().name(),
            new SelfTarget("anomaly", 0.99).primary().name(),
            new SelfTarget(null, 0.99).primary().name());
  }

  @Test
  void where_chance_may_hide_a_loss_nothing_passes() {
    assertThat(judged(100, 0, 0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judged(29, 0, 20).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judged(29, 20, 0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judged(100, 0, 0).remedy()).contains("more test rows");
  }

  @Test
  void without_an_accepted_model_the_check_says_so_and_blocks_nothing() {
    Check check = check(100, null);

    assertThat(check.blocks()).isFalse();
    assertThat(check.notApplicable()).isEqualTo("no run of this workflow accepted a model before");
  }

  @Test
  void a_kept_training_is_compared_with_the_model_accepted_since() {
    ModelTrainer trainer = new ModelTrainer(config(6));
    TrainingResult kept = trainer.run(input(null), context);
    TrainingResult other = new ModelTrainer(config(1)).run(input(null), context);

    TrainingResult same =
        trainer.measuredAnew(kept, input(new AcceptedModel("run-1", kept.model())), context);
    TrainingInput worse = input(new AcceptedModel("run-2", other.model()));
    TrainingResult compared = trainer.measuredAnew(kept, worse, context);

    assertThat(kept.comparison()).isNull();
    assertThat(comparison(same).same()).isTrue();
    assertThat(gain(trainer, same).verdict()).isEqualTo(Verdict.PASS);
    assertThat(comparison(compared).run()).isEqualTo("run-2");
    assertThat(comparison(compared).accepted()).isEqualTo(other.test().primary().value());
    assertThat(comparison(compared).gain())
        .isEqualTo(kept.test().primary().value() - other.test().primary().value());
    assertThat(trainer.measuredAnew(compared, worse, context)).isSameAs(compared);
    assertThat(trainer.run(worse, context).comparison()).isEqualTo(compared.comparison());
  }

  @Test
  void another_metric_than_the_first_is_compared_where_it_is_asked_for() {
    AcceptedModel accepted =
        new AcceptedModel("run-1", new ModelTrainer(config(6)).run(input(null), context).model());
    TrainingResult kept = new ModelTrainer(config(1)).run(input(accepted), context);
    ModelTrainer trainer = new ModelTrainer(config(1, "macro_f1"));

    TrainingResult other = trainer.measuredAnew(kept, input(accepted), context);

    assertThat(comparison(kept).metric()).isEqualTo("accuracy");
    assertThat(comparison(other).metric()).isEqualTo("macro_f1");
    assertThat(comparison(other).gain())
        .isEqualTo(other.test().metric("macro_f1").value() - comparison(other).accepted());
    assertThat(gain(trainer, other).remedy()).contains("macro_f1");
    assertThat(trainer.measuredAnew(other, input(accepted), context)).isSameAs(other);
  }

  @Test
  void a_metric_that_the_target_lacks_or_that_has_no_margin_is_refused() {
    assertThat(refused(OutputKind.VALUES, Map.of("metric", "accuracy", "margin", 0.1)))
        .containsExactly(
            "evaluation.no_worse.metric: accuracy is not compared of values; choose from [rmse,"
                + " mae, r2]");
    assertThat(refused(OutputKind.LOGITS, Map.of("metric", "macro_f1", "margin", 0.1))).isEmpty();
    assertThat(refused(OutputKind.LOGITS, Map.of("metric", "macro_f1")))
        .containsExactly(
            "evaluation.no_worse.metric: needs margin, without which nothing is compared");
    assertThat(refused(OutputKind.LOGITS, Map.of("metric", "ece", "margin", 0.1)))
        .singleElement()
        .asString()
        .contains("\"ece\" is not available");
  }

  private static List<String> refused(OutputKind output, Map<String, Object> noWorse) {
    Problems problems = new Problems();
    Section section =
        TrainConfig.FIELDS.read(
            ConfigValues.node(Map.of("evaluation", Map.of("no_worse", noWorse))), "", problems);
    TrainConfig.refuseMisfits(section, output, problems);
    TrainConfig.from(section, problems);
    return problems.all().stream()
        .map(each -> each.key() + ": " + each.message())
        .filter(message -> message.startsWith("evaluation."))
        .toList();
  }

  @Test
  void a_model_of_other_classes_is_inconclusive_and_says_why() {
    DatasetManifest data = input(null).dataset();
    ModelTrainer trainer = new ModelTrainer(config(6));
    AcceptedModel bars = new AcceptedModel("run-1", trainer.run(input(null), context).model());
    ClassTarget letters = new ClassTarget("label", List.of("a", "b", "c", "d"));
    DatasetManifest named =
        new Samples(context.artifacts(), TestData.SPEC, letters)
            .manifest(data.train(), data.validation(), data.test());

    TrainingResult found =
        trainer.run(new TrainingInput(named, BatchTransform.none(), null, null, bars), context);

    assertThat(comparison(found).incomparable()).contains("it answers logits [class 0");
    Check check = gain(trainer, found);
    assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(check.remedy()).contains("run-1").contains("allow_inconclusive");
  }

  @Test
  void a_model_whose_file_is_gone_is_inconclusive() {
    AcceptedModel gone = new AcceptedModel("run-1", new Artifact("m", "0".repeat(64), 1));
    ModelTrainer trainer = new ModelTrainer(config(1));

    TrainingResult found = trainer.run(input(gone), context);

    assertThat(comparison(found).incomparable()).contains("its file cannot be read");
    assertThat(gain(trainer, found).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  private static PairedComparison comparison(TrainingResult result) {
    return Objects.requireNonNull(result.comparison());
  }

  private static Check gain(ModelTrainer trainer, TrainingResult result) {
    return trainer.report(result).gate().orElseThrow().checks().stream()
        .filter(check -> check.name().equals(NoWorseConfig.CHECK))
        .findFirst()
        .orElseThrow();
  }

  private static TrainConfig config(int epochs) {
    return config(epochs, "accuracy");
  }

  private static TrainConfig config(int epochs, String metric) {
    return TrainConfig.builder()
        .set(NoWorseConfig.METRIC, metric)
        .set(TrainConfig.TYPE, new Mlp())
        .set(Mlp.HIDDEN, List.of(8))
        .set(TrainConfig.EPOCHS, epochs)
        .set(ReferenceConfig.REFERENCE, false)
        .set(ReferenceConfig.LABEL_NOISE, false)
        .set(NoWorseConfig.MARGIN, 0.02)
        .build();
  }

  private TrainingInput input(@Nullable AcceptedModel accepted) {
    DatasetManifest data = TestData.manifest(context.artifacts(), 64, 24, 40);
    return new TrainingInput(data, BatchTransform.none(), null, null, accepted);
  }
}
