package io.edgeflow.deploy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SbomTest {
  @ParameterizedTest
  @EnumSource
  void the_listed_versions_are_those_on_the_class_path(Format format) {
    List<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> new File(entry).getName())
            .toList();

    assertThat(Sbom.coordinates(format))
        .hasSizeGreaterThan(6)
        .filteredOn(coordinates -> !coordinates.startsWith("io.edgeflow:"))
        .allSatisfy(
            coordinates -> {
              String[] parts = coordinates.split(":", -1);
              assertThat(jars).contains(parts[1] + "-" + parts[2] + ".jar");
            });
  }
}
