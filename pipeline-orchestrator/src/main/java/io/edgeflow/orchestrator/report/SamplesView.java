package io.edgeflow.orchestrator.report;

import io.edgeflow.core.report.Axis;
import io.edgeflow.core.report.Panel.Picture;
import io.edgeflow.core.report.Panel.Sample;
import io.edgeflow.core.report.Panel.Samples;
import io.edgeflow.core.report.Panel.Series;
import io.edgeflow.core.report.Panel.Tone;
import io.edgeflow.core.report.Png;
import io.edgeflow.orchestrator.console.Numbers;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Draws inputs as a grid of cards; a mark says in a sign and a word what its colour says. */
final class SamplesView {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 90;
  private static final int MOST_VALUES = 12;
  private static final int RGB = 3;
  private static final Map<Tone, String> SIGNS = Map.of(Tone.GOOD, "✓ ", Tone.BAD, "✗ ");

  private SamplesView() {}

  static Html draw(Samples panel) {
    Html html = new Html().element("p", panel.note(), "class", "note");
    boolean values = panel.samples().stream().anyMatch(s -> s.picture() instanceof Picture.Values);
    html.open("div", "class", values ? "samples values" : "samples").line();
    panel.samples().forEach(sample -> card(html, sample));
    return html.close("div");
  }

  private static void card(Html html, Sample sample) {
    html.open("figure", "class", "sample " + sample.tone().id());
    picture(html, sample);
    html.open("figcaption");
    if (!sample.mark().isEmpty()) {
      String sign = SIGNS.getOrDefault(sample.tone(), "");
      html.element("b", sign + sample.mark(), "class", sample.tone().id());
    }
    sample.lines().forEach(line -> html.element("span", line));
    html.close("figcaption").close("figure").line();
  }

  private static void picture(Html html, Sample sample) {
    if (sample.picture() instanceof Picture.Image image) {
      html.leaf(
          "img", "alt", String.join(", ", sample.lines()), "src", dataUri(image), "width", 96);
    } else if (sample.picture() instanceof Picture.Curves curves) {
      curves(html, curves.series());
    } else {
      values(html, (Picture.Values) sample.picture());
    }
  }

  private static String dataUri(Picture.Image image) {
    int shown = image.channels() == RGB ? RGB : 1;
    byte[] pixels = new byte[image.width() * image.height() * shown];
    for (int i = 0; i < pixels.length; i++) {
      int value = image.pixels().get(i / shown * image.channels() + i % shown);
      pixels[i] = (byte) value;
    }
    byte[] file = Png.of(image.width(), image.height(), shown, pixels);
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(file);
  }

  private static void curves(Html html, List<Series> series) {
    Axis y = Axis.around(extreme(series, false), extreme(series, true), HEIGHT - 4.0, 4);
    html.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img");
    html.element("title", y.label(y.low()) + " to " + y.label(y.high()));
    for (int i = 0; i < series.size(); i++) {
      int last = Math.max(1, series.get(i).values().size() - 1);
      Axis x = new Axis(0, last, 4, WIDTH - 4.0);
      html.leaf("path", "class", "curve c" + i, "d", Svg.path(series.get(i), x, y));
    }
    html.close("svg");
  }

  private static double extreme(List<Series> series, boolean most) {
    double[] finite =
        series.stream()
            .flatMap(s -> s.values().stream())
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return finite.length == 0 ? (most ? 1 : 0) : finite[most ? finite.length - 1 : 0];
  }

  private static void values(Html html, Picture.Values values) {
    html.open("table");
    int shown = Math.min(MOST_VALUES, values.names().size());
    for (int i = 0; i < shown; i++) {
      html.open("tr").element("td", values.names().get(i));
      double value = values.values().get(i);
      html.element("td", Double.isFinite(value) ? Numbers.of(value) : "–", "class", "number");
      html.close("tr");
    }
    html.close("table");
    if (shown < values.names().size()) {
      html.element("p", "and " + (values.names().size() - shown) + " more", "class", "note");
    }
  }
}
