/**
 * Keys, certificates, signatures and TLS; imports nothing of Edgeflow but {@code core.error},
 * {@code core.artifact} and {@code core.json}.
 */
@NullMarked
package io.edgeflow.deploy.trust;

import org.jspecify.annotations.NullMarked;
