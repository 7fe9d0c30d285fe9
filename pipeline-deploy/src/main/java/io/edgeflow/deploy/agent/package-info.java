/**
 * The device agent: a program that hosts devices, each with its own folder and port, and its
 * command line; the rooms below are {@code device}, {@code model}, {@code state}, {@code probe},
 * {@code http}, {@code config} and {@code process}, and none of them may import this one.
 */
@NullMarked
package io.edgeflow.deploy.agent;

import org.jspecify.annotations.NullMarked;
