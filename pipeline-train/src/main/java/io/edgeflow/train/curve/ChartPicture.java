package io.edgeflow.train.curve;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.report.Axis;
import io.edgeflow.core.report.Panel.LineChart;
import io.edgeflow.core.report.Panel.Series;
import io.edgeflow.core.report.Png;
import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws charts side by side by Java2D, which needs no display. */
final class ChartPicture {
  static final int WIDTH = 640;
  static final int HEIGHT = 440;

  /** Of the first curve and the second, blue and orange that the colour-blind can tell apart. */
  static final List<Color> COLOURS = List.of(new Color(0x1F5FBF), new Color(0xD9730D));

  private static final Color GRID = new Color(0xE3E6EA);
  private static final Color INK = new Color(0x2A2F36);
  private static final Color BEST = new Color(0x6B7280);
  private static final int LEFT = 76;
  private static final int RIGHT = 24;
  private static final int TOP = 78;
  private static final int BOTTOM = 56;
  private static final int LEGEND = 130;
  private static final float[] DASHES = {6, 5};

  /** Beyond so many, dots on a curve would hide it. */
  private static final int MOST_DOTS = 30;

  private final Graphics2D out;
  private final LineChart chart;
  private final int left;
  private final Axis x;
  private final Axis y;

  private ChartPicture(Graphics2D out, LineChart chart, int offset) {
    this.out = out;
    this.chart = chart;
    this.left = offset + LEFT;
    int first = chart.series().get(0).first();
    int last = first + chart.series().get(0).values().size() - 1;
    List<Double> finite =
        chart.series().stream().flatMap(s -> s.values().stream()).filter(Double::isFinite).toList();
    double least = finite.stream().mapToDouble(value -> value).min().orElse(0);
    double most = finite.stream().mapToDouble(value -> value).max().orElse(1);
    this.x = new Axis(first, Math.max(first + 1, last), left, offset + WIDTH - RIGHT);
    this.y = Axis.around(least, most, HEIGHT - BOTTOM, TOP);
  }

  /**
   * The file.
   *
   * @param best the epoch to mark; 0 for none
   */
  static byte[] png(List<LineChart> charts, int best) {
    BufferedImage image =
        new BufferedImage(WIDTH * charts.size(), HEIGHT, BufferedImage.TYPE_INT_RGB);
    try {
      draw(image, charts, best);
    } catch (AWTError | InternalError | LinkageError | RuntimeException e) {
      // What a runtime without fonts or with a display that is gone throws differs by version.
      throw PipelineException.failed("This Java runtime cannot draw text")
          .found(root(e))
          .remedy(
              "install fontconfig and a font (Debian: fontconfig fonts-dejavu-core), or start Java"
                  + " with -Djava.awt.headless=true")
          .cause(e)
          .build();
    }
    int[] pixels = image.getRGB(0, 0, image.getWidth(), HEIGHT, null, 0, image.getWidth());
    byte[] bytes = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      bytes[3 * i] = (byte) (pixels[i] >> 16);
      bytes[3 * i + 1] = (byte) (pixels[i] >> 8);
      bytes[3 * i + 2] = (byte) pixels[i];
    }
    return Png.of(image.getWidth(), HEIGHT, 3, bytes);
  }

  /** Java wraps what is missing. */
  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static void draw(BufferedImage image, List<LineChart> charts, int best) {
    Graphics2D out = image.createGraphics();
    try {
      out.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      out.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      out.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      out.setColor(Color.WHITE);
      out.fillRect(0, 0, image.getWidth(), image.getHeight());
      for (int i = 0; i < charts.size(); i++) {
        new ChartPicture(out, charts.get(i), i * WIDTH).draw(best);
      }
    } finally {
      out.dispose();
    }
  }

  private void draw(int best) {
    font(Font.BOLD, 17);
    text(chart.title(), left, 30);
    font(Font.PLAIN, 14);
    grid();
    if (best >= x.low() && best <= x.high()) {
      mark(best);
    }
    for (int i = 0; i < chart.series().size(); i++) {
      out.setColor(COLOURS.get(i % COLOURS.size()));
      out.setStroke(new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      legend(chart.series().get(i).name(), left + i * LEGEND);
      curve(chart.series().get(i));
    }
  }

  private void grid() {
    out.setStroke(new BasicStroke(1));
    for (double tick : y.ticks()) {
      out.setColor(GRID);
      line(x.from(), y.pixel(tick), x.to(), y.pixel(tick));
      String label = y.label(tick);
      text(label, left - 10 - width(label), y.pixel(tick) + 5);
    }
    for (double tick : x.ticks()) {
      if (tick == Math.rint(tick)) {
        String label = Long.toString((long) tick);
        text(label, x.pixel(tick) - width(label) / 2, y.from() + 22);
      }
    }
    out.setColor(INK);
    line(x.from(), y.from(), x.to(), y.from());
    text(chart.xLabel(), (x.from() + x.to() - width(chart.xLabel())) / 2, HEIGHT - 12.0);
  }

  private void mark(int best) {
    String label = "best epoch " + best;
    double at = x.pixel(best);
    out.setColor(BEST);
    out.setStroke(
        new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, DASHES, 0));
    line(at, y.from(), at, y.to());
    text(label, Math.min(at, x.to() - width(label)), y.to() - 6);
  }

  private void legend(String name, int at) {
    line(at, 50, at + 26.0, 50);
    Color colour = out.getColor();
    text(name, at + 34.0, 55);
    out.setColor(colour);
  }

  /** Values that are not finite leave a gap; few values have a dot each, so that one is seen. */
  private void curve(Series series) {
    Path2D path = new Path2D.Double();
    boolean pen = false;
    for (int i = 0; i < series.values().size(); i++) {
      double value = series.values().get(i);
      if (Double.isFinite(value)) {
        double atX = x.pixel(series.first() + i);
        double atY = y.pixel(value);
        if (pen) {
          path.lineTo(atX, atY);
        } else {
          path.moveTo(atX, atY);
        }
        if (series.values().size() <= MOST_DOTS) {
          out.fill(new Ellipse2D.Double(atX - 3, atY - 3, 6, 6));
        }
      }
      pen = Double.isFinite(value);
    }
    out.draw(path);
  }

  private void font(int style, int size) {
    out.setFont(new Font(Font.SANS_SERIF, style, size));
  }

  private void line(double fromX, double fromY, double toX, double toY) {
    out.draw(new Line2D.Double(fromX, fromY, toX, toY));
  }

  private void text(String words, double atX, double atY) {
    out.setColor(INK);
    out.drawString(words, (float) atX, (float) atY);
  }

  private double width(String words) {
    return out.getFontMetrics().stringWidth(words);
  }
}
