package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.json.Json;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.console.TextTable;
import io.edgeflow.orchestrator.doctor.Doctor;
import io.edgeflow.orchestrator.doctor.Finding;
import io.edgeflow.orchestrator.doctor.Finding.State;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = "Looks at the machine: what is missing for a run, and how to get it.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: edgeflow doctor"})
final class DoctorCommand implements Callable<Integer> {
  private final Io io;

  @Mixin ConfigArguments config = new ConfigArguments();

  @Option(names = "--json", description = "prints the findings as JSON")
  boolean json;

  DoctorCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    WorkflowConfig read = config.read(io, new Problems());
    Doctor doctor =
        new Doctor(
            read.workspace(), read.monitoring().server().host(), read.monitoring().server().port());
    List<Finding> findings = doctor.inspect();
    if (json) {
      io.out().print(Json.pretty(findings));
    } else {
      print(findings);
    }
    return findings.stream().anyMatch(f -> f.state() == State.MISSING) ? 1 : 0;
  }

  private void print(List<Finding> findings) {
    TextTable table = new TextTable(io.style(), "what", "state", "found");
    for (Finding finding : findings) {
      String state = finding.state().id();
      table.row(finding.name(), state, finding.detail());
    }
    io.out().print(table);
    for (Finding finding : findings) {
      if (!finding.remedy().isEmpty()) {
        io.say("\n" + finding.name() + ": " + finding.remedy());
      }
    }
  }
}
