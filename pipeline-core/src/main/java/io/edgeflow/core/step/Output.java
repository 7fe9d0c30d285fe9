package io.edgeflow.core.step;

/**
 * What a step gives, as a handle for the steps after it.
 *
 * @param step the step's name
 * @param type a record that JSON can hold
 */
public record Output<T>(String step, Class<T> type) {}
