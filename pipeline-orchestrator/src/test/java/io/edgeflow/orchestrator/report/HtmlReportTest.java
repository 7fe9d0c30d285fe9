package io.edgeflow.orchestrator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private final String html = HtmlReport.render(SamplePage.make());

  @Test
  void text_from_outside_is_escaped() {
    assertThat(html).doesNotContain("<script").contains("&lt;script&gt;alert(&#39;x&#39;)");
  }

  @Test
  void the_page_needs_nothing_but_itself() {
    assertThat(html)
        .doesNotContain("src=")
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
