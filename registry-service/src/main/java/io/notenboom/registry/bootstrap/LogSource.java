// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import io.notenboom.registry.audit.LogFiles;
import java.util.function.Consumer;

/**
 * The published log of a peer. Safe for many threads.
 *
 * @param name address of the peer
 * @param files its log; reading takes no longer than the time-out of a call to a peer
 * @param lied is told what the peer did when it broke its word, which counts as a strike
 */
public record LogSource(String name, LogFiles files, Consumer<String> lied) {}
