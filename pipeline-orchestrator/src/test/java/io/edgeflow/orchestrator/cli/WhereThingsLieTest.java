package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which folder a relative path is meant from; the working folder here is the module's. */
class WhereThingsLieTest {
  private static final String SHIPPED =
      Program.ROOT.resolve(ConfigArguments.DEFAULT).toAbsolutePath().normalize().toString();

  @TempDir private Path folder;
  private final Program program = new Program();

  @Test
  void the_shipped_configuration_finds_its_data_from_any_folder() {
    int code = program.run("plan", SHIPPED, "--workspace", space("a"));

    assertThat(code).as(program.err()).isZero();
  }

  @Test
  void an_input_beside_its_configuration_comes_before_one_in_the_working_folder()
      throws IOException {
    assertThat(Path.of("pom.xml")).exists();
    Files.copy(Program.DIGITS, folder.resolve("pom.xml"));
    Path config = write("pom.xml", space("a"));

    assertThat(program.run("plan", config.toString())).as(program.err()).isZero();
  }

  @Test
  void an_input_that_is_not_beside_its_configuration_is_looked_for_in_the_working_folder()
      throws IOException {
    Path config = write(fromHere(), space("a"));

    assertThat(program.run("plan", config.toString())).as(program.err()).isZero();
  }

  @Test
  void an_input_of_the_command_line_is_meant_from_the_working_folder() throws IOException {
    Files.writeString(folder.resolve("pom.xml"), "not what is meant");
    Path config = write("rows.csv", space("a"));

    int code =
        program.run(
            "plan", config.toString(), "--set", "data_pipeline.data_sources[0].path=" + fromHere());

    assertThat(code).as(program.err()).isZero();
  }

  @Test
  void runs_are_looked_for_in_the_workspace_of_the_configuration_or_of_a_setting()
      throws IOException {
    Path config = write(fromHere(), space("a"));
    program.run("run", config.toString(), "--only", "data_pipeline");

    for (String command : new String[] {"runs", "show"}) {
      assertThat(program.run(command, "--json", "--config", config.toString())).isZero();
      assertThat(program.out()).contains("\"run_id\"");
      program.run(command, "--json", "--set", "workflow.workspace=" + space("a"));
      assertThat(program.out()).contains("\"run_id\"");
    }
    assertThat(program.run("gc", config.toString(), "--dry-run")).as(program.err()).isZero();
    assertThat(program.run("gc", "--set", "workflow.workspace=" + space("a"), "--dry-run"))
        .as(program.err())
        .isZero();
  }

  @Test
  void the_option_comes_before_the_setting_the_environment_and_the_file() throws IOException {
    Path config = write(fromHere(), space("file"));
    program.with("EDGEFLOW_WORKSPACE", space("environment"));
    String setting = "workflow.workspace=" + space("setting");

    program.run("run", config.toString(), "--only", "data_pipeline");
    assertThat(Path.of(space("environment"))).isDirectory();
    program.run("run", config.toString(), "--only", "data_pipeline", "--set", setting);
    assertThat(Path.of(space("setting"))).isDirectory();
    program.run(
        "run",
        config.toString(),
        "--only",
        "data_pipeline",
        "--set",
        setting,
        "--workspace",
        space("option's own"));

    assertThat(Path.of(space("option's own"))).isDirectory();
    assertThat(Path.of(space("file"))).doesNotExist();
    program.run("runs", "--json");
    assertThat(program.out()).containsOnlyOnce("\"run_id\"");
  }

  @Test
  void a_workspace_is_named_in_one_line_when_it_is_new() throws IOException {
    Path config = write(fromHere(), space("a"));

    program.run("run", config.toString(), "--only", "data_pipeline");
    assertThat(program.err()).containsOnlyOnce("edgeflow: new workspace " + space("a") + "\n");
    program.run("run", config.toString(), "--only", "data_pipeline");
    assertThat(program.err()).doesNotContain("new workspace");
  }

  private String space(String name) {
    return folder.resolve(name).toString();
  }

  /** The digits as a path that is relative to the working folder. */
  private static String fromHere() {
    return Path.of("")
        .toAbsolutePath()
        .relativize(Program.DIGITS.toAbsolutePath().normalize())
        .toString();
  }

  private Path write(String data, String workspace) throws IOException {
    return Files.writeString(
        folder.resolve("w.yaml"),
        """
        workflow: {workspace: "%s", threads: 2}
        data_pipeline:
          data_sources: [{name: digits, type: files, path: "%s"}]
          quality:
            ranges: [{min: 0, max: 16}]
            not_applicable: {timeliness: static data set}
        """
            .formatted(workspace, data));
  }
}
