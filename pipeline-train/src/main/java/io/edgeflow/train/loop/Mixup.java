package io.edgeflow.train.loop;

import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.train.loss.BatchTruth;
import java.nio.FloatBuffer;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.AbstractRandomGenerator;

/**
 * Trains on what lies between two samples (Zhang et al. 2018): each row x of a batch gives way to
 * {@code share · x + (1 - share) · partner}, and its truth likewise. Share and partners are one
 * draw a batch, a function of seed, epoch and batch alone.
 */
final class Mixup {
  private final float share;
  private final int[] partners;

  Mixup(float share, int[] partners) {
    this.share = share;
    this.partners = partners;
  }

  /**
   * Of a row itself, from Beta(alpha, alpha): of the draw and the rest the larger, which is the
   * same with partners exchanged, so that a row's own truth stays the greater part.
   */
  float share() {
    return share;
  }

  /** The row of the batch that each is blended with; the array itself. */
  int[] partners() {
    return partners;
  }

  /** The draw of a batch; epoch and batch from 0. */
  static Mixup draw(double alpha, int rows, long seed, int epoch, int batch) {
    long key = KeyedRandom.of(KeyedRandom.Use.MIXUP, seed, epoch).nextLong();
    KeyedRandom random = KeyedRandom.of(key, batch);
    int[] partners = random.permutation(rows);
    double beta = new BetaDistribution(new Uniform(random), alpha, alpha).sample();
    return new Mixup((float) Math.max(beta, 1 - beta), partners);
  }

  /** Blends the rows of a batch in place; its truth blended likewise. */
  BatchTruth blend(FloatBuffer features, BatchTruth truth) {
    float[] rows = new float[features.remaining()];
    features.get(0, rows);
    features.put(0, BatchTruth.blend(rows, partners, share));
    return truth.blended(partners, share);
  }

  /** What Commons Math draws from. */
  private static final class Uniform extends AbstractRandomGenerator {
    private final KeyedRandom random;

    private Uniform(KeyedRandom random) {
      this.random = random;
    }

    @Override
    public void setSeed(long seed) {
      throw new UnsupportedOperationException("A keyed stream has its seed");
    }

    @Override
    public double nextDouble() {
      return random.nextDouble();
    }
  }
}
