package io.edgeflow.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Opens a page in a Chromium that is on the PATH; tests are skipped where there is none. */
public final class Browser {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final long PATIENCE_S = 120;
  private static final String BEGIN = "<pre id=\"found\">";

  /** In a frame, because a window has a least width. */
  private static final String FRAME =
      """
      <!doctype html><meta charset="utf-8"><body style="margin:0">
      <iframe style="border:0" width="%d" height="12000" srcdoc="%s"></iframe>
      <script>
      const frame = document.querySelector("iframe");
      window.addEventListener("load", () => {
        const page = frame.contentDocument;
        const width = page.documentElement.clientWidth;
        const found = [];
        page.querySelectorAll("details").forEach(each => each.open = true);
        if (width !== %d) found.push("the frame is " + width + " wide");
        if (page.documentElement.scrollWidth > width) {
          found.push("the page is " + page.documentElement.scrollWidth + " wide");
        }
        const cut = (each, left, right, what) => {
          const box = each.getBoundingClientRect();
          if (each.getClientRects().length && (box.right > right + 1 || box.left < left - 1)) {
            found.push(what + " from " + box.left + " to " + box.right + " of " + left + " to " + right);
          }
        };
        page.querySelectorAll(".chip, .badge, svg, img, .card, td:first-child, tbody th:first-child").forEach(
          each => cut(each, 0, width, each.localName + " " + each.textContent.slice(0, 40)));
        page.querySelectorAll("svg text").forEach(each => {
          const box = each.ownerSVGElement.getBoundingClientRect();
          cut(each, box.left, box.right, "text " + each.textContent);
        });
        const pre = document.createElement("pre");
        pre.id = "found";
        pre.textContent = found.join("\\n");
        document.body.replaceChildren(pre);
      });
      </script>
      """;

  private Browser() {}

  /**
   * What is cut off a page at some width: the page itself when it scrolls sideways, verdicts,
   * drawings and the letters in them.
   *
   * @param folder for the browser's files
   */
  public static List<String> cutOff(String html, int width, Path folder) throws Exception {
    Optional<Path> browser = find();
    assumeTrue(browser.isPresent(), "no Chromium on the PATH, so no page is looked at");
    Path frame = folder.resolve("frame.html");
    String quoted = html.replace("&", "&amp;").replace("\"", "&quot;");
    Files.writeString(frame, FRAME.formatted(width, quoted, width));
    String seen = dump(browser.get(), frame, folder);
    assertThat(seen).as("the browser's answer").contains(BEGIN);
    int begin = seen.indexOf(BEGIN) + BEGIN.length();
    String found = seen.substring(begin, seen.indexOf("</pre>", begin));
    return found.lines().toList();
  }

  private static String dump(Path browser, Path page, Path folder) throws Exception {
    Path out = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile"),
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("browser.log").toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return read(out);
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .flatMap(file -> Files.isExecutable(file) ? Stream.of(file) : Stream.empty())
        .findFirst();
  }
}
