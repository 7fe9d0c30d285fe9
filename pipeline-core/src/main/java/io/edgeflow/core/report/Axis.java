package io.edgeflow.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Maps values to pixels with ticks at round numbers.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}
 * @param from a pixel
 * @param to another; below {@code from} where values grow upwards
 */
public record Axis(double low, double high, double from, double to) {
  private static final int TICKS = 5;

  /** An axis that starts and ends at round numbers around the values. */
  public static Axis around(double least, double most, double from, double to) {
    double spread = most > least ? most - least : Math.max(1e-9, Math.abs(most) * 0.1 + 1e-9);
    double step = step(spread);
    return new Axis(
        Math.floor(least / step) * step, Math.ceil((least + spread) / step) * step, from, to);
  }

  /** Where a value lies. */
  public double pixel(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /** About five round numbers within the axis. */
  public List<Double> ticks() {
    double step = step(high - low);
    List<Double> ticks = new ArrayList<>();
    long first = (long) Math.ceil(low / step - 1e-6);
    for (long i = first; i * step <= high + step * 1e-6; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** A tick's text with as many decimals as the distance of ticks asks for. */
  public String label(double tick) {
    int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step(high - low)) - 1e-9));
    return String.format(Locale.ROOT, "%." + Math.min(6, decimals) + "f", tick + 0.0);
  }

  /** 1, 2 or 5 times a power of ten, so that about five steps fill the spread. */
  private static double step(double spread) {
    double rough = spread / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double part = rough / power;
    return power * (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10);
  }
}
