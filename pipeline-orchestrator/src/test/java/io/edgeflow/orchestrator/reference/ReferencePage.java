package io.edgeflow.orchestrator.reference;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldMark;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.FieldType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The page of every key, in Markdown: a heading for each section, a table of its keys below. */
final class ReferencePage {
  private static final String HEAD =
      """
      # Configuration

      Every key of a workflow's YAML file. This page is made from the tables that check the file (see
      [CONTRIBUTING](../CONTRIBUTING.md)); `edgeflow explain KEY` says the same of one key, and
      [`config/workflow_config.schema.json`](../config/workflow_config.schema.json) tells it to editors.

      - A key that is left out has its default; *none* means that there is no value then. Unknown keys are errors.
      - A value can be set for one run: `edgeflow run --set model_training.training.epochs=30`. Items of a list have
        their index: `--set data_pipeline.data_sources[0].path=rows.csv`.
      - In texts, `${VARIABLE}` is replaced by an environment variable and `${file:path}` by a file's content; `$${`
        stands for `${`. What comes out is a text, never a number.
      - A relative path of an input (`data_sources[].path`, model files, `keys`, `${file:…}`) is meant from the folder of the file that
        has it, and where nothing lies there, from the working folder. One that is set for a run is meant from the working folder.
      - `workflow.workspace` is meant from the working folder. `--workspace DIR` comes before `--set workflow.workspace=DIR`, that
        before the environment's `EDGEFLOW_WORKSPACE`, and that before the file.
      - Keys marked *limit*, *secret*, *presentation* or *input* are in no cache key: another value alone
        lets no stage run again. (Limits are judged anew in every run; of an input, the content counts.)
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private ReferencePage() {}

  /** The page of a file's sections. */
  static String of(FieldTable table) {
    ReferencePage made = new ReferencePage();
    KeyPath.top(table).forEach(section -> made.section(section, 2));
    return made.page.toString();
  }

  private void section(KeyPath section, int depth) {
    boolean list = section.field().type() == FieldType.SECTIONS;
    page.append('\n')
        .append("#".repeat(depth))
        .append(" `")
        .append(section.name())
        .append("`\n\n")
        .append(
            list ? "A list: " : section.field().type() == FieldType.SECTION_MAP ? "By name: " : "")
        .append(sentence(section.field().doc()))
        .append('\n');
    List<KeyPath> keys = section.children();
    table(keys.stream().filter(key -> key.field().keys().isEmpty() && key.owner().isEmpty()));
    section.field().table().ifPresent(table -> providers(table, keys));
    keys.stream()
        .filter(key -> !key.field().keys().isEmpty())
        .forEach(key -> section(key, Math.min(depth + 1, 4)));
  }

  private void providers(FieldTable table, List<KeyPath> keys) {
    table
        .variants()
        .forEach(
            (id, variant) -> {
              String owner = table.chooser().orElseThrow().name() + ": " + id;
              String about = FieldText.about(table.chooser().orElseThrow(), id);
              page.append("\n`").append(owner).append("`: ").append(escaped(about)).append(".\n");
              table(keys.stream().filter(key -> key.owner().equals(owner)));
            });
  }

  private void table(Stream<KeyPath> wanted) {
    List<KeyPath> keys = wanted.toList();
    if (!keys.isEmpty()) {
      page.append("\n| key | type | default | values | unit | what it does |\n");
      page.append("|---|---|---|---|---|---|\n");
      keys.forEach(this::row);
    }
  }

  private void row(KeyPath key) {
    Field<?> field = key.field();
    cell("| `" + field.name() + "` |");
    cell(field.type().words() + " |");
    cell((byDefault(field) + " |").stripLeading());
    cell(FieldText.values(field) + " |");
    cell(field.unit() + " |");
    cell(escaped(field.doc()) + mark(key) + " |");
    page.setLength(page.length() - 1);
    page.append('\n');
  }

  private void cell(String text) {
    page.append(text).append(' ');
  }

  private static String byDefault(Field<?> field) {
    boolean value = field.writtenDefault() != null && !field.required();
    String text = FieldText.byDefault(field);
    return value ? "`" + text + "`" : "*" + text + "*";
  }

  private static String mark(KeyPath key) {
    return key.mark() == FieldMark.RESULT
        ? ""
        : " *(" + key.mark().name().toLowerCase(Locale.ROOT) + ")*";
  }

  private static String sentence(String doc) {
    return escaped(doc.substring(0, 1).toUpperCase(Locale.ROOT) + doc.substring(1)) + ".";
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("<", "\\<");
  }
}
