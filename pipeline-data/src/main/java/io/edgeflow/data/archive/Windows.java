package io.edgeflow.data.archive;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts one recording into windows, of which it holds one at a time. A window with a row that cannot
 * be used is broken, and so is a recording that is shorter than a window.
 */
final class Windows {
  private final String name;
  private final List<String> cells;
  private final SampleSink sink;
  private final int time;
  private final int stride;
  private final int channels;
  private final double[] window;

  private long rows;
  private long start;
  private long ended;
  private long brokenRow = -1;
  private String why = "";

  /**
   * Windows of a shape.
   *
   * @param stride rows from the first one of a window to that of the next
   */
  Windows(String name, List<String> cells, List<Integer> shape, int stride, SampleSink sink) {
    this.name = name;
    this.cells = cells;
    this.sink = sink;
    this.time = shape.get(0);
    this.channels = shape.get(1);
    this.stride = stride;
    this.window = new double[time * channels];
  }

  /**
   * Gives all windows.
   *
   * @param pad whether zeros fill a last window that is not full
   */
  void cut(Recording recording, boolean pad) throws IOException {
    double[] row = new double[channels];
    String fault = recording.next(row);
    while (!fault.equals(Recording.END)) {
      take(row, fault);
      fault = recording.next(row);
    }
    if (pad && rows > ended) {
      Arrays.fill(window, (int) (rows - start) * channels, window.length, 0);
      give();
    } else if (rows < time) {
      sink.broken(name, "the recording has " + rows + " rows, and a window " + time);
    }
  }

  private void take(double[] row, String fault) throws IOException {
    if (!fault.isEmpty()) {
      brokenRow = rows;
      why = fault;
    }
    System.arraycopy(row, 0, window, (int) (rows - start) * channels, channels);
    rows++;
    if (rows - start == time) {
      give();
      System.arraycopy(window, stride * channels, window, 0, (time - stride) * channels);
      start += stride;
      ended = rows;
    }
  }

  private void give() throws IOException {
    String raw = name + " rows " + (start + 1) + " to " + rows;
    if (brokenRow >= start) {
      sink.broken(raw, why);
    } else {
      sink.sample(raw, cells, window);
    }
  }
}
