package io.edgeflow.deploy.agent.state;

import io.edgeflow.core.json.PersistedForm;

/**
 * How often a device has loaded a model, so that what it counts after a restart is never taken for
 * more of what it counted before.
 *
 * @param loads in its whole life
 */
record Loads(long loads) {
  static final PersistedForm<Loads> FORM = PersistedForm.tolerant("load counter", Loads.class, 1);
}
