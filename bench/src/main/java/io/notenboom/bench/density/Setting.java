// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.density;

import io.notenboom.launcher.node.JavaChoice;

/**
 * How nodes are run.
 *
 * @param name in words
 * @param small whether registry, authorization server and decision point are one process
 * @param java options of the JVMs
 * @param heapMib most heap of a process
 */
record Setting(String name, boolean small, JavaChoice java, int heapMib) {}
