package io.edgeflow.data.profile;

/**
 * Pearson's correlation of two columns of numbers, over the rows that have both.
 *
 * @param samples how many rows
 */
public record Correlation(String first, String second, double value, long samples) {}
