package io.edgeflow.deploy.agent.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeVersionTest {
  @ParameterizedTest
  @CsvSource({
    "LiteRT 2.20.0 with XNNPACK, 2.14.0, true",
    "LiteRT 2.14.0, 2.14.0, true",
    "LiteRT 2.9.1, 2.14.0, false",
    "ONNX Runtime 1.29.0, 1.15.0, true",
    "ONNX Runtime 1.14.9, 1.15.0, false",
    "something, 1.0.0, false",
  })
  void versions_are_compared_part_by_part(String runtime, String needed, boolean enough) {
    assertThat(RuntimeVersion.isAtLeast(runtime, needed)).isEqualTo(enough);
  }
}
