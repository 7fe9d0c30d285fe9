package io.edgeflow.deploy.agent.state;

import org.jspecify.annotations.Nullable;

/** The state as devices with two slots wrote it: what was active counted as good. */
record AgentStateV2(
    @Nullable String active,
    @Nullable String previous,
    @Nullable String staged,
    boolean confirmed,
    long highestVersion,
    String highestBundle) {
  AgentState upgraded() {
    return new AgentState(
        active, confirmed, previous, staged, confirmed, highestVersion, highestBundle, 0, "");
  }
}
