package io.edgeflow.formats.weight;

/**
 * The weight of one convolution or Linear in a model file.
 *
 * @param name the graph's node and {@code .weight}, for example {@code conv1.weight}
 * @param zeros how many of its elements are exactly zero
 * @param size how many elements it has
 */
public record StoredWeight(String name, long zeros, long size) {}
