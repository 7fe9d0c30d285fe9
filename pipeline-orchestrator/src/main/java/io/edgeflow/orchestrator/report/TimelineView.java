package io.edgeflow.orchestrator.report;

import io.edgeflow.core.report.Axis;
import io.edgeflow.core.report.Panel.Lane;
import io.edgeflow.core.report.Panel.Moment;
import io.edgeflow.core.report.Panel.Timeline;
import java.util.List;

/** Draws lanes along time as inline SVG; each moment is a dot with its name on hover. */
final class TimelineView {
  private static final int WIDE = 980;
  private static final int NARROW = 420;
  private static final int ROW = 26;
  private static final int TOP = 10;
  private static final int BOTTOM = 40;

  private final Timeline timeline;
  private final int width;
  private final int left;
  private final int right;

  private TimelineView(Timeline timeline, int width, int left, int right) {
    this.timeline = timeline;
    this.width = width;
    this.left = left;
    this.right = right;
  }

  /** Twice, of which the style sheet shows the one that fits: letters would shrink with a width. */
  static Html draw(Timeline timeline) {
    return new TimelineView(timeline, WIDE, 120, 120)
        .svg("wide-only")
        .add(new TimelineView(timeline, NARROW, 84, 96).svg("narrow-only"));
  }

  private Html svg(String type) {
    List<Lane> lanes = timeline.lanes();
    double end =
        lanes.stream()
            .flatMap(lane -> lane.moments().stream())
            .mapToDouble(Moment::seconds)
            .max()
            .orElse(1);
    Axis time = new Axis(0, Math.max(end, 0.1), left, width - right);
    int floor = TOP + lanes.size() * ROW;
    Html html =
        new Html()
            .open(
                "svg",
                "viewBox",
                "0 0 " + width + " " + (floor + BOTTOM),
                "role",
                "img",
                "class",
                type);
    html.element("title", timeline.title());
    for (double tick : time.ticks()) {
      Svg.line(html, "grid", time.pixel(tick), TOP, time.pixel(tick), floor);
      Svg.text(html, "tick middle", time.pixel(tick), floor + 16, time.label(tick));
    }
    Svg.text(html, "tick middle", (left + width - right) / 2.0, floor + 34, "seconds");
    for (int i = 0; i < lanes.size(); i++) {
      lane(html, lanes.get(i), TOP + i * ROW + ROW / 2.0, time);
    }
    return html.close("svg");
  }

  private void lane(Html html, Lane lane, double middle, Axis time) {
    Svg.text(html, "legend end", left - 12, middle + 4, lane.name());
    List<Moment> moments = lane.moments();
    for (int i = 0; i < moments.size(); i++) {
      Moment moment = moments.get(i);
      if (i > 0) {
        double before = time.pixel(moments.get(i - 1).seconds());
        Svg.line(html, "lane", before, middle, time.pixel(moment.seconds()), middle);
      }
    }
    for (Moment moment : moments) {
      dot(html, moment, time.pixel(moment.seconds()), middle);
    }
    if (!moments.isEmpty()) {
      Moment last = moments.get(moments.size() - 1);
      Svg.text(html, "legend", time.pixel(last.seconds()) + 10, middle + 4, last.what());
    }
  }

  private static void dot(Html html, Moment moment, double x, double y) {
    String tone = moment.tone().id();
    html.open("circle", "class", "dot " + tone, "cx", Svg.number(x), "cy", Svg.number(y), "r", 5);
    html.element("title", moment.what() + " at " + Svg.number(moment.seconds()) + " s");
    html.close("circle");
  }
}
