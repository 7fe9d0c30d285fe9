package io.edgeflow.deploy.bundle;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * The bill of materials of what runs a model on a device, as CycloneDX 1.6 JSON. It has no serial
 * number and no time stamp, which the format leaves optional, so that equal content gives equal
 * bytes. The build writes the versions into {@code components.properties}.
 */
final class Sbom {
  private Sbom() {}

  static String of(InferenceConfig inference, String modelSha256) {
    return Json.pretty(
        Map.of(
            "bomFormat",
            "CycloneDX",
            "specVersion",
            "1.6",
            "version",
            1,
            "metadata",
            Map.of("component", model(inference.model(), modelSha256)),
            "components",
            libraries(inference.format())));
  }

  /** Coordinates {@code group:name:version}, sorted. */
  static List<String> coordinates(Format format) {
    Properties components = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Sbom.class.getResourceAsStream("components.properties"))) {
      components.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> all = new ArrayList<>();
    for (String group : List.of("agent", format.id())) {
      all.addAll(List.of(components.getProperty(group).split("\\s*,\\s*")));
    }
    return all.stream().sorted().toList();
  }

  private static Map<String, Object> model(String name, String sha256) {
    return Map.of(
        "type",
        "machine-learning-model",
        "bom-ref",
        "model",
        "name",
        name,
        "hashes",
        List.of(Map.of("alg", "SHA-256", "content", sha256)));
  }

  private static List<Map<String, Object>> libraries(Format format) {
    return coordinates(format).stream().map(Sbom::library).toList();
  }

  private static Map<String, Object> library(String coordinates) {
    List<String> parts = List.of(coordinates.split(":"));
    String purl = "pkg:maven/" + parts.get(0) + "/" + parts.get(1) + "@" + parts.get(2);
    return Map.of(
        "type",
        "library",
        "bom-ref",
        purl,
        "group",
        parts.get(0),
        "name",
        parts.get(1),
        "version",
        parts.get(2),
        "purl",
        purl);
  }
}
