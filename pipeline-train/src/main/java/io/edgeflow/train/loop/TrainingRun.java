package io.edgeflow.train.loop;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.djl.Step;
import io.edgeflow.train.djl.TrainingSession;
import io.edgeflow.train.evaluation.SplitScores;
import io.edgeflow.train.loop.BatchLoader.Batch;
import io.edgeflow.train.loss.BatchLoss;
import io.edgeflow.train.loss.BatchTruth;
import io.edgeflow.train.loss.Loss;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** One run of {@link TrainingLoop#fit}. */
final class TrainingRun {
  private static final int VALIDATION_BATCH = 256;
  private static final long NOTE_INTERVAL_MS = 250;

  private final Dataset data;
  private final TrainingOptions options;
  private final RunContext context;
  private final TrainingSession session;
  private final BatchLoader loader;
  private final Loss loss;
  private final Teacher teacher;
  private final BestEpoch best;
  private final List<EpochMetrics> history = new ArrayList<>();
  private String firstBatch = "";
  private long lastNoteMs;

  TrainingRun(
      Dataset data,
      TrainingOptions options,
      RunContext context,
      TrainingSession session,
      BatchLoader loader,
      Loss loss,
      Teacher teacher) {
    this.data = data;
    this.options = options;
    this.context = context;
    this.session = session;
    this.loader = loader;
    this.loss = loss;
    this.teacher = teacher;
    this.best = new BestEpoch(options.stopping().monitor(), session.graph());
  }

  /**
   * Trains to the end.
   *
   * @param kept where to go on, which session and loader do; empty for the beginning
   */
  TrainedGraph run(Optional<Checkpoint> kept, Checkpoints checkpoints) throws InterruptedException {
    long rows = (long) data.train().rows() * options.epochs();
    kept.ifPresent(this::takeOver);
    int done = history.size();
    try (Progress.Task progress = context.progress().start(options.task(), rows, "samples")) {
      progress.skip((long) data.train().rows() * done);
      for (int epoch = done + 1; epoch <= options.epochs(); epoch++) {
        EpochMetrics metrics = epoch(epoch, progress);
        history.add(metrics);
        report(metrics);
        if (best.isBeatenBy(metrics)) {
          best.take(metrics, session.withAverage(session::graph));
        } else if (options.stopping().endsAfter(epoch, best.epoch())) {
          break;
        }
        if (epoch < options.epochs()) {
          checkpoints.save(checkpoint());
        }
      }
    }
    return new TrainedGraph(best.graph().withRanges(Map.of()), best.epoch(), history);
  }

  private void takeOver(Checkpoint kept) {
    history.addAll(kept.history());
    best.take(kept.bestMetrics(), kept.best());
    firstBatch = kept.firstBatch();
  }

  private Checkpoint checkpoint() {
    return new Checkpoint(
        history.size(),
        session.graph(),
        session.memory(),
        best.epoch(),
        best.graph(),
        history,
        firstBatch);
  }

  private EpochMetrics epoch(int epoch, Progress.Task progress) throws InterruptedException {
    LossTally train = new LossTally(data.schema().target());
    Instant start = context.clock().instant();
    for (int batch = 1; batch <= loader.batches(); batch++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Batch next = loader.next();
      if (firstBatch.isEmpty()) {
        firstBatch = next.sha256();
      }
      step(next, train, epoch, batch);
      progress.step(next.rows());
      note(epoch, train, progress);
    }
    double seconds = Duration.between(start, context.clock().instant()).toNanos() / 1e9;
    double rate = seconds > 0 ? data.train().rows() / seconds : 0;
    Map<String, Double> quality = new TreeMap<>(train.quality("train_"));
    String where = "epoch " + epoch + ", validation";
    double loss = session.withAverage(() -> validate(where, quality));
    return new EpochMetrics(epoch, train.loss(), loss, quality, rate);
  }

  private void step(Batch batch, LossTally tally, int epoch, int number) {
    int[] dims = data.train().spec().dims(batch.rows());
    long step = (epoch - 1L) * loader.batches() + number - 1;
    double rate = options.learningRateAt(step, loader.batches());
    String where = "epoch " + epoch + ", batch " + number + ", learning rate " + rate;
    session.step(
        batch.features(),
        new Step(step, context.seed(), rate, options.gradientClipNorm()),
        outputs -> {
          BatchLoss found = loss.of(outputs, batch.truth(), () -> teacher.outputs(batch, dims));
          requireFinite(found, where);
          tally.add(found, outputs, batch.truth());
          return found.gradient();
        },
        dims);
  }

  /** The loss on validation; what else is measured goes to the quality. */
  private double validate(String where, Map<String, Double> quality) {
    Split split = data.validation();
    Monitor monitor = options.stopping().monitor();
    Optional<SplitScores> scores = monitor.scores(split);
    Loss plain = loss.onValidation();
    LossTally tally = new LossTally(split.target());
    for (int from = 0; from < split.rows(); from += VALIDATION_BATCH) {
      int[] rows = IntStream.range(from, Math.min(from + VALIDATION_BATCH, split.rows())).toArray();
      Tensor features = split.batch(rows);
      float[] outputs = session.scores(features.bytes(), features.dims());
      BatchTruth truth = Truths.of(split, rows, features.floats());
      BatchLoss found = plain.of(outputs, truth, TrainingRun::noTeacher);
      requireFinite(found, where);
      tally.add(found, outputs, truth);
      int to = from + rows.length;
      int first = from;
      scores.ifPresent(each -> each.add(first, to, outputs));
    }
    quality.putAll(tally.quality("val_"));
    scores.ifPresent(each -> quality.put(monitor.id(), each.of(monitor.metric())));
    return tally.loss();
  }

  private void requireFinite(BatchLoss found, String where) {
    if (!Double.isFinite(found.sum())) {
      throw best.refuse(found.sum(), where, context.artifacts());
    }
  }

  private static float[] noTeacher() {
    throw new IllegalStateException("Validation has no teacher");
  }

  private void report(EpochMetrics metrics) {
    Map<String, Double> values = metrics.values();
    values.forEach(
        (name, value) -> context.tracker().metric(options.metric(name), value, metrics.epoch()));
    context
        .events()
        .record(
            "train.epoch",
            Map.of(
                "task", options.task(),
                "epoch", metrics.epoch(),
                "epochs", options.epochs(),
                "samples_per_second", metrics.samplesPerSecond(),
                "metrics", values));
  }

  private void note(int epoch, LossTally train, Progress.Task progress) {
    long now = context.clock().millis();
    if (now - lastNoteMs >= NOTE_INTERVAL_MS) {
      lastNoteMs = now;
      StringBuilder text = new StringBuilder("epoch " + epoch + "/" + options.epochs());
      text.append(String.format(Locale.ROOT, " loss %.3g", train.loss()));
      train
          .quality("")
          .forEach(
              (name, value) -> text.append(String.format(Locale.ROOT, " %s %.3g", name, value)));
      progress.note(text.toString());
    }
  }
}
