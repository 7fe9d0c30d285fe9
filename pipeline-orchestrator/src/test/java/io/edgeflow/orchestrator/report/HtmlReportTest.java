package io.edgeflow.orchestrator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.testing.Browser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {
  private final String html = HtmlReport.render(SamplePage.make());

  @Test
  void text_from_outside_is_escaped() {
    assertThat(html).doesNotContain("<script").contains("&lt;script&gt;alert(&#39;x&#39;)");
  }

  @Test
  void the_page_needs_nothing_but_itself() {
    assertThat(html)
        .doesNotContainPattern("src=\"(?!data:image/png;base64,)")
        .doesNotContain("url(")
        .doesNotContain("<link")
        .doesNotContain("@import")
        .doesNotContain("http://")
        .doesNotContain("https://");
  }

  @Test
  void every_element_is_closed() throws Exception {
    String xml = html.substring(html.indexOf('\n')).replaceAll("(?s)<style>.*?</style>", "");

    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_check_shows_value_limit_unit_samples_verdict_and_what_to_do() {
    assertThat(html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "))
        .contains("p95_latency_ms 52.4 &lt;= 50 ms 400 FAIL use a smaller model")
        .contains("golden_accuracy – &gt;= 0.99 ratio 0 INCONCLUSIVE wait longer")
        .contains("validity – &gt;= 0.95 ratio 0 INCONCLUSIVE (allowed) look at the quarantine")
        .contains("timeliness – &gt;= 0.9 ratio 0 not applicable static data set");
  }

  @Test
  void a_metric_has_the_unit_of_its_record() {
    assertThat(html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "))
        .contains("accuracy 0.9778 ratio optimized_size_mb 0.53 MB");
  }

  private final String words = html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");

  @Test
  void the_page_begins_with_the_figures_that_people_look_for_beside_those_of_the_run_before() {
    assertThat(html.indexOf("id=\"figures\""))
        .isPositive()
        .isLessThan(html.indexOf("id=\"provenance\""))
        .isLessThan(html.indexOf("id=\"data_pipeline\""));
    assertThat(words)
        .contains("Beside each figure: the run before, 20261120-101500-0001 , of 2026-11-20 10:15")
        .contains("Accuracy, int8 file 0.9814 269 test samples before: 0.9777, +0.0037 better")
        .contains("Size, int8 file 542.3 KB model.int8.tflite before: 520.0 KB, +0.02 MB worse")
        .contains("Devices on the release 9 of 10 release 2 before: 9 of 10, the same")
        .contains("Drift drift score 0.4 before: no drift")
        .contains("Accuracy, live not measured no labels before: none");
  }

  @Test
  void a_first_run_says_that_there_is_none_to_compare_with() {
    assertThat(HtmlReport.render(SamplePage.first()))
        .contains("There is no earlier run of this workflow in the workspace that succeeded.")
        .doesNotContain("before:");
  }

  @Test
  void what_the_run_was_made_with_stands_beside_the_run_before() {
    assertThat(words)
        .contains("git commit 0123456789ab with uncommitted changes fedcba987654")
        .contains("data version d0d0d0d0d0d0 the same")
        .contains("seed 42 41")
        .contains("machine AMD EPYC, 2 cores, 23.5 GB the same")
        .contains("engines DJL 0.35.1, LiteRT (TFLite) 2.20.0 DJL 0.35.0, LiteRT (TFLite) 2.20.0");
  }

  @Test
  void a_run_outside_of_a_repository_says_so() {
    assertThat(HtmlReport.render(SamplePage.first())).contains("not in a repository");
  }

  @Test
  void samples_are_pictures_whose_marks_are_words() throws IOException {
    assertThat(words)
        .contains("✗ wrong answer 3 (99.8 %) truth 5")
        .contains("✓ right answer 1 (87.0 %) truth 1")
        .contains("p0 0.5 p1 – answer 151");
    Matcher png = Pattern.compile("src=\"data:image/png;base64,([^\"]*)\"").matcher(html);
    assertThat(png.find()).isTrue();

    BufferedImage drawn =
        ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png.group(1))));

    assertThat(drawn.getWidth()).isEqualTo(3);
    assertThat(drawn.getHeight()).isEqualTo(2);
    assertThat(drawn.getRaster().getSample(1, 0, 0)).isEqualTo(128);
    assertThat(drawn.getRGB(2, 1)).isEqualTo(0xffffffff);
  }

  @Test
  void as_many_and_as_large_pictures_as_there_can_be_make_a_page_below_a_megabyte() {
    String large = HtmlReport.render(SamplePage.withNoise(24, 64));

    assertThat(large.length()).isLessThan(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 768, 1100})
  void nothing_is_cut_off_at_the_width_of_a_phone_or_a_desk(int width, @TempDir Path folder)
      throws Exception {
    assertThat(Browser.cutOff(html, width, folder)).isEmpty();
  }

  @Test
  void numbers_that_are_not_finite_never_reach_a_drawing() {
    assertThat(html).doesNotContain("NaN").doesNotContain("Infinity");
  }

  @Test
  void equal_pages_give_equal_bytes() throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/sample-report.html"), html);

    assertThat(HtmlReport.render(SamplePage.make())).isEqualTo(html);
  }
}
