package io.edgeflow.data.validation;

import java.util.List;

/**
 * Bounds of a number that is measured of all rows.
 *
 * @param name of its check
 * @param columns that it looks at
 * @param value SQL of the number: an aggregate in which {@code %1$s}, {@code %2$s} are the columns'
 *     cells as numbers, or as they are
 * @param samples SQL for how many values it is of
 * @param least as many make a number of it
 * @param min may be negative infinity
 * @param max may be infinity
 * @param where it is configured, below {@code data_pipeline}
 */
record FigureRule(
    String name,
    List<String> columns,
    String value,
    String samples,
    long least,
    double min,
    double max,
    String where)
    implements Rule {}
