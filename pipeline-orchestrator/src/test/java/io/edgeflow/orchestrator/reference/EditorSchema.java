package io.edgeflow.orchestrator.reference;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.util.List;

/** The schema as an independent validator reads it, which is what an editor does. */
final class EditorSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final Schema schema =
      REGISTRY.getSchema(JsonSchema.of(WorkflowConfig.FIELDS), InputFormat.JSON);

  /** What it has against a file, one line each. */
  List<String> problems(String yaml) {
    return schema.validate(yaml, InputFormat.YAML).stream().map(Error::toString).toList();
  }

  /** What the specification has against the schema itself. */
  static List<String> problemsOfTheSchema() {
    Schema meta =
        REGISTRY.getSchema(
            com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    return meta.validate(JsonSchema.of(WorkflowConfig.FIELDS), InputFormat.JSON).stream()
        .map(Error::toString)
        .toList();
  }
}
