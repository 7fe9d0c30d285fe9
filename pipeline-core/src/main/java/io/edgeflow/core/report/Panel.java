package io.edgeflow.core.report;

import java.util.List;
import java.util.Locale;

/** A figure or table of the report, as data; drawing it is apart. */
public sealed interface Panel {
  /** The heading above it. */
  String title();

  /**
   * Curves over a shared horizontal axis.
   *
   * @param xLabel below the axis
   * @param series at least one
   */
  record LineChart(String title, String xLabel, List<Series> series) implements Panel {
    /** Copies the series. */
    public LineChart {
      series = List.copyOf(series);
    }
  }

  /**
   * One curve; values that are not finite leave a gap.
   *
   * @param first the horizontal position of the first value; the next ones follow in steps of one
   */
  record Series(String name, int first, List<Double> values) {
    /** Copies the values. */
    public Series {
      values = List.copyOf(values);
    }
  }

  /**
   * Counts of pairs, true class by predicted class.
   *
   * @param counts one row for each true class
   */
  record Confusion(String title, List<String> labels, List<List<Long>> counts) implements Panel {
    /** Copies the lists. */
    public Confusion {
      labels = List.copyOf(labels);
      counts = counts.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Rows of text; a cell that is a verdict or a status gets its colour.
   *
   * @param numbers whether each column is right-aligned
   */
  record Table(String title, List<String> head, List<Boolean> numbers, List<List<String>> rows)
      implements Panel {
    /** Copies the lists. */
    public Table {
      head = List.copyOf(head);
      numbers = List.copyOf(numbers);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Bars beside each other, for example file sizes; all values in one unit. */
  record Bars(String title, String unit, List<Bar> bars) implements Panel {
    /** Copies the bars. */
    public Bars {
      bars = List.copyOf(bars);
    }
  }

  /** One bar; {@code value} at least 0. */
  record Bar(String name, double value) {}

  /**
   * What happened to whom, along time.
   *
   * @param lanes one for each device, in order
   */
  record Timeline(String title, List<Lane> lanes) implements Panel {
    /** Copies the lanes. */
    public Timeline {
      lanes = List.copyOf(lanes);
    }
  }

  /** One device's line. */
  record Lane(String name, List<Moment> moments) {
    /** Copies the moments. */
    public Lane {
      moments = List.copyOf(moments);
    }
  }

  /**
   * A point in time.
   *
   * @param seconds since the timeline's start
   * @param what for example {@code activated}
   */
  record Moment(double seconds, String what, Tone tone) {}

  /** How a moment is meant. */
  enum Tone {
    /** A step on the way. */
    NEUTRAL,
    /** It went well. */
    GOOD,
    /** It went wrong. */
    BAD;

    /** The name of its style in the page. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Points, with the line on which both numbers are equal.
   *
   * @param xLabel below the horizontal axis
   * @param yLabel in the legend
   */
  record Scatter(String title, String xLabel, String yLabel, List<Point> points) implements Panel {
    /** Copies the points. */
    public Scatter {
      points = List.copyOf(points);
    }
  }

  /** One point. */
  record Point(double x, double y) {}

  /**
   * Two distributions over the same bins.
   *
   * @param edges inner bin edges; there is one count more than edges
   * @param note a sentence below, for example the test's figures
   */
  record Distributions(String title, List<Double> edges, Counts filled, Counts drawn, String note)
      implements Panel {
    /** Copies the edges. */
    public Distributions {
      edges = List.copyOf(edges);
    }
  }

  /** How many samples fall into each bin. */
  record Counts(String name, List<Long> counts) {
    /** Copies the counts. */
    public Counts {
      counts = List.copyOf(counts);
    }
  }

  /**
   * Inputs of a model with its answers.
   *
   * @param note a sentence above
   */
  record Samples(String title, String note, List<Sample> samples) implements Panel {
    /** Copies the samples. */
    public Samples {
      samples = List.copyOf(samples);
    }
  }

  /**
   * One input and what is said of it.
   *
   * @param mark a word for how the answer is, shown as a verdict; empty where it is neither right
   *     nor wrong
   * @param tone of the mark
   * @param lines what is said below the picture, for example {@code answer 3 (99 %)}
   */
  record Sample(Picture picture, String mark, Tone tone, List<String> lines) {
    /** Copies the lines. */
    public Sample {
      lines = List.copyOf(lines);
    }
  }

  /** What an input looks like. */
  sealed interface Picture {
    /**
     * Pixels, row after row, the channels of a pixel together.
     *
     * @param channels 3 is red, green, blue; of other numbers the first is shown as grey
     * @param pixels 0 to 255
     */
    record Image(int width, int height, int channels, List<Integer> pixels) implements Picture {
      /** Copies the pixels and checks their number. */
      public Image {
        pixels = List.copyOf(pixels);
        if (pixels.size() != width * height * channels) {
          throw new IllegalArgumentException(pixels.size() + " values of " + width + "×" + height);
        }
      }
    }

    /** Values over time. */
    record Curves(List<Series> series) implements Picture {
      /** Copies the series. */
      public Curves {
        series = List.copyOf(series);
      }
    }

    /** Values by name, in order. */
    record Values(List<String> names, List<Double> values) implements Picture {
      /** Copies both. */
      public Values {
        names = List.copyOf(names);
        values = List.copyOf(values);
      }
    }
  }
}
