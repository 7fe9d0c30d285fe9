package io.edgeflow.train.loop;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.thread.DaemonThreads;
import io.edgeflow.train.loss.BatchTruth;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Gives the training batches of all epochs in order. While one is used, the next is gathered and
 * augmented on a second thread; two buffers take turns. Each epoch has its own rows and order, and
 * each batch its own {@link Mixup}, which depend on seed, epoch and batch alone.
 *
 * <p>Where the truth is the sample itself, it is the sample before augmentation: what is learnt is
 * to give the clean sample for the changed one (a denoising autoencoder, Vincent et al. 2008).
 */
final class BatchLoader implements AutoCloseable {
  private final Split split;
  private final BatchTransform augmentation;
  private final TrainingOptions options;
  private final Techniques techniques;
  private final long seed;
  private final ByteBuffer[] buffers = new ByteBuffer[2];
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(DaemonThreads.named("edgeflow-batches"));
  private int[] order = {};
  private long next;
  private @Nullable Future<Batch> ahead;

  /** Features are valid until the batch after the next is asked for. */
  static final class Batch {
    private final ByteBuffer features;
    private final BatchTruth truth;

    private Batch(ByteBuffer features, BatchTruth truth) {
      this.features = features;
      this.truth = truth;
    }

    ByteBuffer features() {
      return features;
    }

    BatchTruth truth() {
      return truth;
    }

    int rows() {
      return truth.rows();
    }

    /** A digest of features and truth. */
    String sha256() {
      ByteBuffer all =
          ByteBuffer.allocate(features.capacity() + truth.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      all.put(features.duplicate().clear());
      truth.writeTo(all);
      return Sha256.of(all.array());
    }
  }

  /**
   * Starts to prepare the first batch.
   *
   * @param epochsDone how many epochs are left out, of those that the options have
   */
  BatchLoader(
      Split split,
      BatchTransform augmentation,
      TrainingOptions options,
      long seed,
      int epochsDone) {
    this.split = split;
    this.augmentation = augmentation;
    this.options = options;
    this.techniques = options.techniques();
    this.seed = seed;
    int bytes = Math.multiplyExact(rowsOfFullBatch(), split.spec().size()) * Float.BYTES;
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    this.next = (long) epochsDone * batches();
    prepareNext();
  }

  /** Batches an epoch; the last may be smaller. */
  int batches() {
    return (split.rows() + options.batchSize() - 1) / options.batchSize();
  }

  /** The next batch; there are no more than the options' epochs hold. */
  Batch next() throws InterruptedException {
    try {
      Batch ready = Objects.requireNonNull(ahead, "no more batches").get();
      prepareNext();
      return ready;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof PipelineException known
          ? known
          : PipelineException.failed("A training batch cannot be prepared").cause(e).build();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private int rowsOfFullBatch() {
    return Math.min(options.batchSize(), split.rows());
  }

  private void prepareNext() {
    long number = next++;
    int epoch = Math.toIntExact(number / batches());
    int batch = Math.toIntExact(number % batches());
    ahead = epoch < options.epochs() ? thread.submit(() -> prepare(epoch, batch)) : null;
  }

  private Batch prepare(int epoch, int batch) {
    if (batch == 0) {
      order = techniques.sampling().rows(split, seed, epoch);
    }
    int from = batch * options.batchSize();
    int[] rows =
        Arrays.copyOfRange(order, from, Math.min(from + options.batchSize(), order.length));
    int turn = (int) (((long) epoch * batches() + batch) % buffers.length);
    int bytes = rows.length * split.spec().size() * Float.BYTES;
    ByteBuffer features = buffers[turn].slice(0, bytes).order(ByteOrder.nativeOrder());
    split.gather(rows, features.asFloatBuffer());
    BatchTruth truth = Truths.of(split, rows, features.asFloatBuffer());
    int[] keys = techniques.sampling().keys(rows, from);
    augmentation.apply(features.asFloatBuffer(), keys, split.spec(), epoch);
    OptionalDouble alpha = techniques.mixupAlpha();
    if (alpha.isPresent()) {
      Mixup mixup = Mixup.draw(alpha.getAsDouble(), rows.length, seed, epoch, batch);
      truth = mixup.blend(features.asFloatBuffer(), truth);
    }
    return new Batch(features, truth);
  }
}
