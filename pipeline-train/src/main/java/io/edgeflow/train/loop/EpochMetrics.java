package io.edgeflow.train.loop;

/**
 * What one epoch gave.
 *
 * @param epoch from 1
 * @param trainLoss mean loss a training image, as seen while the weights moved (augmented, with
 *     dropout); of the loss trained on, so for distillation the mixed loss
 * @param trainAccuracy 0 to 1, as seen in the same passes
 * @param valLoss mean cross-entropy a validation image after the epoch
 * @param valAccuracy 0 to 1, after the epoch
 * @param imagesPerSecond training images a second of wall-clock time, validation left out
 */
public record EpochMetrics(
    int epoch,
    double trainLoss,
    double trainAccuracy,
    double valLoss,
    double valAccuracy,
    double imagesPerSecond) {}
